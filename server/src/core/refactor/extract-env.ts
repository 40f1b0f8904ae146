// Moves values of environment variables out of the manifest, into a ConfigMap or a Secret of the same file.
import * as l10n from "@vscode/l10n";
import { isTemplated, resourcesOf, type Container } from "../model/index.ts";
import {
  applyEdits,
  insertEntry,
  parseDocument,
  removeValue,
  setValue,
  type Cursor,
  type Edits,
  type PlainValue,
  type StreamDocument,
} from "../yaml/index.ts";
import { editsOfSteps, isAt, type DeploymentPlace, type Refactoring, type Step } from "./refactoring.ts";

type Kind = "ConfigMap" | "Secret";

interface Variable {
  readonly name: string;
  readonly value: string;
}

const REFERENCE: Readonly<Record<Kind, string>> = { ConfigMap: "configMapKeyRef", Secret: "secretKeyRef" };
const DATA: Readonly<Record<Kind, string>> = { ConfigMap: "data", Secret: "stringData" };

export function extractEnvRefactorings(place: DeploymentPlace): readonly Refactoring[] {
  if (place.placed.document.layout.json) return [];
  return place.deployment.predictors
    .flatMap(predictor => predictor.containers)
    .flatMap(container => {
      const chosen = container.env.flatMap((at, index) => (isChosen(place, container, at) ? [{ at, index }] : []));
      const variables = chosen.flatMap(({ at, index }) => {
        const variable = literal(at);
        return variable ? [{ ...variable, index }] : [];
      });
      if (variables.length === 0 || variables.length < chosen.filter(({ at }) => at.key("value").exists).length)
        return [];
      return [...extract(place, container, variables, "ConfigMap"), ...extract(place, container, variables, "Secret")];
    });
}

/** The variable itself, or all of them from the line of their key. */
function isChosen(place: DeploymentPlace, container: Container, at: Cursor): boolean {
  const isOwn = isAt(place, place.placed, [at.key("name"), at.key("value")]);
  return isOwn || isAt(place, place.placed, [container.at.key("env")]);
}

/** Values that refer to other variables are put together by the kubelet only where they stand in the pod. */
function literal(at: Cursor): Variable | undefined {
  const [name, value] = [at.key("name").string(), at.key("value")];
  const text = value.string();
  const isUsable =
    name !== undefined && /^[\w.-]+$/.test(name) && text !== undefined && !isTemplated(text) && !value.shared;
  return isUsable ? { name, value: text } : undefined;
}

function extract(
  place: DeploymentPlace,
  container: Container,
  variables: readonly (Variable & { readonly index: number })[],
  kind: Kind,
): readonly Refactoring[] {
  const { deployment } = place;
  if (deployment.name === undefined || isTemplated(deployment.name) || container.name === undefined) return [];
  const name = `${deployment.name}-${kind === "Secret" ? "secrets" : "settings"}`;
  const { predictor, index: spec } = container.componentSpec;
  const position = container.componentSpec.containers.indexOf(container);
  const steps = variables.flatMap(({ name: key, index }): readonly Step[] => {
    const path = [
      "predictors",
      predictor.index,
      "componentSpecs",
      spec,
      "spec",
      "containers",
      position,
      "env",
      index,
    ] as const;
    return [
      (document, { spec: root }) =>
        setValue(document, root.at(...path).key("valueFrom"), { [REFERENCE[kind]]: { name, key } }, { after: "value" }),
      (document, { spec: root }) => removeValue(document, root.at(...path).key("value")),
    ];
  });
  const references = editsOfSteps(place, steps);
  const target = references && putValues(place, kind, name, variables);
  if (!target) return [];
  const [only, ...others] = variables;
  const what = only && others.length === 0 ? only.name : l10n.t`all ${variables.length} values of env`;
  return [{ title: l10n.t`Move ${what} into a ${kind}`, kind: "extract", edits: [...references, ...target] }];
}

/** Into the object of that name where the file has it, else into a new one at its end. */
function putValues(
  place: DeploymentPlace,
  kind: Kind,
  name: string,
  variables: readonly Variable[],
): Edits | undefined {
  const { stream, deployment, placed } = place;
  for (const candidate of stream.documents) {
    const position = resourcesOf(candidate.document).findIndex(
      resource => resource.kind === kind && resource.at.at("metadata", "name").string() === name,
    );
    if (position !== -1) return candidate === placed ? undefined : addTo(candidate, position, kind, variables);
  }
  const { newline } = placed.document.layout;
  const { namespace } = deployment;
  const values = Object.fromEntries(variables.map(variable => [variable.name, variable.value]));
  const metadata: PlainValue = { name, ...(namespace !== undefined && { namespace }) };
  const object = { apiVersion: "v1", kind, metadata, [DATA[kind]]: values };
  const scaffold = parseDocument(`object:${newline}`);
  const rendered = setValue(scaffold, scaffold.cursor().key("object"), object);
  if (!rendered) return undefined;
  const lines = applyEdits(scaffold.text, rendered)
    .split(newline)
    .slice(1)
    .map(line => line.replace(/^ {2}/, ""));
  const { text } = stream;
  const lead = text.endsWith("\n") ? "" : newline;
  const tail = lines.join(newline).trimEnd();
  return [{ start: text.length, end: text.length, newText: `${lead}---${newline}${tail}${newline}` }];
}

function addTo(
  { document, offset }: StreamDocument,
  position: number,
  kind: Kind,
  variables: readonly Variable[],
): Edits | undefined {
  let current = document;
  for (const { name, value } of variables) {
    const data = resourcesOf(current)[position]?.at.key(DATA[kind]);
    const edits = data?.map
      ? insertEntry(current, data, name, value)
      : data && setValue(current, data, { [name]: value });
    if (!edits) return undefined;
    if (current === document && variables.length === 1)
      return edits.map(edit => ({ ...edit, start: edit.start + offset, end: edit.end + offset }));
    current = parseDocument(applyEdits(current.text, edits));
  }
  return [{ start: offset, end: offset + document.text.length, newText: current.text }];
}
