// Values inside componentSpecs that neither CRD nor webhook looks at and the Deployment is refused for (F73).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { isTemplated, nearest, POD_SPEC_WORDS, type ComponentSpec, type Container } from "../../model/index.ts";
import { removeValue, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const podSpecValue = defineRule({
  id: "pod-spec-value",
  severity: "error",
  title: "Require values in componentSpecs that a Deployment takes",
  why: 'Seldon\'s CRD has no enumerations and no ranges for the pod spec, and the webhook looks at the graph only, so even a server-side dry run is green. Then the operator cannot create the Deployment: `Deployment.apps "…" is invalid: … Unsupported value`, the state is Failed and no pod appears.',
  remedy: "Use one of the values Kubernetes knows, exactly as written there.",
  failureModes: ["F73", "F57"],
  messages: {
    unsupported: {
      text: 'Kubernetes knows no {field} "{value}". The manifest is accepted, then its Deployment is refused: “Unsupported value: "{value}"”. Use {known}.',
    },
    port: {
      text: 'There is no port {value}. The manifest is accepted, then its Deployment is refused: "must be between 1 and 65535, inclusive".',
    },
    portName: {
      text: 'A port cannot be called "{value}". The manifest is accepted, then its Deployment is refused. Use at most 15 lower-case letters, digits and hyphens, one letter at least.',
    },
    negative: {
      text: '{field} cannot be {value}. The manifest is accepted, then its Deployment is refused: "must be greater than or equal to 0".',
    },
    name: {
      text: 'A {what} cannot be called "{value}". The manifest is accepted, then its Deployment is refused: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\'".',
    },
    noImage: {
      text: 'The init container {name} has no image, and the operator fills in none. The manifest is accepted, then its Deployment is refused: "initContainers[…].image: Required value".',
    },
    twoValues: {
      text: 'The variable {name} has a value and a valueFrom. The manifest is accepted, then its Deployment is refused: "may not be specified when `value` is not empty". Remove one of them.',
    },
    noSource: {
      text: 'The valueFrom of {name} says nothing about where from. The manifest is accepted, then its Deployment is refused: "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`".',
    },
    successes: {
      text: 'A {probe} has to succeed once and no more. The manifest is accepted, then its Deployment is refused: "successThreshold: Invalid value: {value}: must be 1".',
    },
    label: {
      text: '"{value}" is no value a label can have. The manifest is accepted, then its Deployment is refused: "metadata.labels: Invalid value". Use at most 63 letters, digits, "-", "_" and ".".',
    },
  },
  check({ deployment, document, report }) {
    const check = { document, report };
    checkCount(deployment.spec.key("replicas"), check);
    for (const predictor of deployment.predictors) {
      checkCount(predictor.at.key("replicas"), check);
      checkLabels(predictor.at.key("labels"), check);
      for (const componentSpec of predictor.componentSpecs) checkComponent(componentSpec, check);
    }
  },
});

interface Check {
  readonly document: YamlDocument;
  readonly report: DeploymentContext["report"];
}

function checkComponent(componentSpec: ComponentSpec, check: Check): void {
  checkCount(componentSpec.at.key("replicas"), check);
  checkLabels(componentSpec.at.at("metadata", "labels"), check);
  const { pod } = componentSpec;
  for (const field of ["restartPolicy", "dnsPolicy"]) checkWord(pod.key(field), field, check);
  for (const volume of componentSpec.volumes) checkName(volume.key("name"), "volume", check);
  const unitNames = new Set(componentSpec.predictor.units.map(unit => unit.name));
  for (const container of [...componentSpec.containers, ...componentSpec.initContainers]) {
    // A container that belongs to a unit shares its name, about which the units' rule speaks.
    if (!unitNames.has(container.name)) checkName(container.at.key("name"), "container", check);
    checkContainer(container, check);
  }
}

function checkContainer(container: Container, check: Check): void {
  const { at } = container;
  for (const field of ["imagePullPolicy", "terminationMessagePolicy"]) checkWord(at.key(field), field, check);
  if (isInit(container) && container.image === undefined && !at.key("image").exists)
    check.report({
      at: at.key("name"),
      message: "noImage",
      data: { name: container.name ?? l10n.t("without a name") },
    });
  for (const variable of container.env) checkVariable(variable, check);
  for (const probe of ["livenessProbe", "startupProbe"])
    checkSuccesses(at.key(probe).key("successThreshold"), probe, check);
  for (const port of container.ports) {
    checkWord(port.key("protocol"), "protocol", check);
    checkPortNumber(port.key("containerPort"), check);
    checkPortName(port.key("name"), check);
  }
}

function isInit(container: Container): boolean {
  return container.componentSpec.initContainers.includes(container);
}

/** The operator overwrites none of the author's variables, so Kubernetes sees them as they stand. */
function checkVariable(variable: Cursor, { document, report }: Check): void {
  const source = variable.key("valueFrom");
  if (!source.map) return;
  const name = variable.key("name").string() ?? l10n.t("without a name");
  const value = variable.key("value");
  if ((value.string() ?? "") !== "") {
    const fixes = [
      suggestion(l10n.t("Remove value"), removeValue(document, value)),
      suggestion(l10n.t("Remove valueFrom"), removeValue(document, source)),
    ];
    report({ at: value, message: "twoValues", data: { name }, fixes });
  } else if (source.entries().length === 0) report({ at: source, message: "noSource", data: { name } });
}

function checkSuccesses(at: Cursor, probe: string, { document, report }: Check): void {
  const value = at.integer();
  if (value === undefined || value <= 1) return;
  report({
    at,
    message: "successes",
    data: { probe, value },
    fixes: [fix(l10n.t("Change to 1"), setValue(document, at, 1))],
  });
}

function checkWord(at: Cursor, field: string, { document, report }: Check): void {
  const value = at.string();
  const known = POD_SPEC_WORDS[field] ?? [];
  if (value === undefined || value === "" || isTemplated(value) || known.includes(value)) return;
  const near = nearest(value, known);
  report({
    at,
    message: "unsupported",
    data: { field, value, known: known.join(", ") },
    fixes: [near === undefined ? undefined : fix(l10n.t`Change to ${near}`, setValue(document, at, near))],
  });
}

function checkPortNumber(at: Cursor, { report }: Check): void {
  const value = at.integer();
  if (value !== undefined && (value < 1 || value > 65535)) report({ at, message: "port", data: { value } });
}

function checkPortName(at: Cursor, { report }: Check): void {
  const value = at.string();
  if (value === undefined || value === "" || isTemplated(value)) return;
  const isValid = value.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && /[a-z]/.test(value);
  if (!isValid) report({ at, message: "portName", data: { value } });
}

function checkCount(at: Cursor, { report }: Check): void {
  const value = at.integer();
  if (value !== undefined && value < 0) report({ at, message: "negative", data: { field: at.name, value } });
}

function checkName(at: Cursor, what: string, { report }: Check): void {
  const value = at.string();
  if (value === undefined || value === "" || isTemplated(value)) return;
  if (value.length > 63 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value))
    report({ at, message: "name", data: { what, value } });
}

function checkLabels(labels: Cursor, { report }: Check): void {
  for (const at of labels.entries()) {
    const value = at.string();
    if (value === undefined || value === "" || isTemplated(value)) continue;
    if (value.length > 63 || !/^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(value))
      report({ at, message: "label", data: { value } });
  }
}
