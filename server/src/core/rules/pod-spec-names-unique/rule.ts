// Names inside a pod that have to be unique, and mounts that need a volume (F73).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import type { ComponentSpec, Container } from "../../model/index.ts";
import { removeValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const podSpecNamesUnique = defineRule({
  id: "pod-spec-names-unique",
  severity: "error",
  title: "Require unique names of containers, volumes, ports and variables in a pod",
  why: 'Neither CRD nor webhook looks for them. The operator then cannot create the Deployment: `Deployment.apps "…" is invalid: … Duplicate value`, the state is Failed and no pod appears. A variable written twice is accepted, and the last one wins without a word.',
  remedy: "Keep one of the two, or give one another name.",
  failureModes: ["F73"],
  messages: {
    duplicate: {
      text: 'Another {what} of this pod is called "{name}" already. The manifest is accepted, then its Deployment is refused: “Duplicate value: "{name}"”.',
    },
    duplicatePath: {
      text: 'Another volume is mounted at "{name}" already. The manifest is accepted, then its Deployment is refused: “Invalid value: "{name}": must be unique”.',
    },
    repeatedVariable: {
      text: "The variable {name} is set again further down. The last one wins without a word, so this value never reaches the container.",
      severity: "warning",
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors)
      for (const componentSpec of predictor.componentSpecs) checkPod(componentSpec, document, report);
  },
});

type Report = DeploymentContext["report"];

function checkPod(componentSpec: ComponentSpec, document: YamlDocument, report: Report): void {
  const unique = (what: string, places: readonly Cursor[]): void => {
    eachRepeated(places, (at, name) => report({ at, message: "duplicate", data: { what, name }, fixes: [] }));
  };
  const containers = [...componentSpec.containers, ...componentSpec.initContainers];
  unique(
    "container",
    containers.map(container => container.at.key("name")),
  );
  unique(
    "volume",
    componentSpec.volumes.map(volume => volume.key("name")),
  );
  for (const container of containers) {
    unique(
      "port",
      container.ports.map(port => port.key("name")),
    );
    const paths = container.volumeMounts.map(mount => mount.key("mountPath"));
    eachRepeated(paths, (at, name) => report({ at, message: "duplicatePath", data: { name } }));
    checkVariables(container, document, report);
  }
}

function checkVariables(container: Container, document: YamlDocument, report: Report): void {
  const names = container.env.map(variable => variable.key("name"));
  // The last one wins, so it is the earlier ones that say nothing.
  eachRepeated(names.toReversed(), (at, name) => {
    const fixes = at.parent ? [suggestion(l10n.t`Remove this ${name}`, removeValue(document, at.parent))] : [];
    report({ at, message: "repeatedVariable", data: { name }, fixes });
  });
}

function eachRepeated(places: readonly Cursor[], found: (at: Cursor, name: string) => void): void {
  const seen = new Set<string>();
  for (const at of places) {
    const name = at.string();
    if (name === undefined || name === "") continue;
    if (seen.has(name)) found(at, name);
    seen.add(name);
  }
}
