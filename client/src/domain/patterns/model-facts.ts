// What is known of a model in the workspace, as comments of the manifest and as a first guess at its address.
import type { MlmodelColumn, WorkspaceResource } from "../../../../schemas/src/index.ts";
import { tellingName } from "./names.ts";

/** Columns that a comment names; a table of hundreds would bury the manifest. */
const MOST_COLUMNS = 12;

/** Lines for a comment: where it lies, what wrote it, what it takes. */
export function aboutModel({ name, model }: WorkspaceResource): readonly string[] {
  if (!model) return [`Model: ${name}`];
  const flavors = model.flavors.filter(flavor => flavor !== "python_function");
  const parts = [
    ...(flavors.length > 0 ? [flavors.join(", ")] : []),
    ...(model.mlflowVersion === undefined ? [] : [`written by MLflow ${model.mlflowVersion}`]),
    ...(model.pythonVersion === undefined ? [] : [`Python ${model.pythonVersion}`]),
  ];
  const inputs = model.signature?.inputs ?? [];
  const shown = inputs.slice(0, MOST_COLUMNS).map(columnWords).join(", ");
  const rest = inputs.length > MOST_COLUMNS ? ` and ${inputs.length - MOST_COLUMNS} more` : "";
  return [
    `Model: ${name}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`,
    ...(inputs.length > 0 ? [`Takes: ${shown}${rest}`] : []),
  ];
}

function columnWords({ name, type, shape }: MlmodelColumn): string {
  const words = [name, type, shape && `[${shape.join(", ")}]`].filter(word => word !== undefined && word !== "");
  return words.length === 0 ? "unnamed" : words.join(" ");
}

/** True where the signature names every input, as of models trained on tables (F27). */
export function takesColumns({ model }: WorkspaceResource): boolean {
  const inputs = model?.signature?.inputs ?? [];
  return inputs.length > 0 && inputs.every(({ name, shape }) => name !== undefined && shape === undefined);
}

/** True where MLflow 1 has written the model, which every mlflowserver reads (S20). */
export function isOldModel({ model }: WorkspaceResource): boolean {
  return model !== undefined && !model.hasEnvironmentMap;
}

/** The remote that most Secrets of the workspace define, else `s3`. */
export function usualRemote(secrets: readonly WorkspaceResource[]): string {
  const names = secrets.flatMap(({ remotes = [] }) => remotes.map(remote => remote.name));
  const count = (name: string): number => names.filter(other => other === name).length;
  return names.toSorted((a, b) => count(b) - count(a))[0] ?? "s3";
}

/** A first guess at a model's address, for a person to put right. */
export function proposedUri(folder: string, remote: string): string {
  const name = tellingName(folder);
  return `${remote}://models/${name === "" || name === "." ? "my-model" : name}`;
}
