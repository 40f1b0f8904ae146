// Puts the head before the inner part of a SeldonDeployment: what is missing of it, where a reader looks for it.
import { isTemplated, SELDON_GROUP, type Deployment } from "../../model/index.ts";
import {
  allEdits,
  insertEntry,
  prependEntries,
  setValue,
  type Edits,
  type PlainValue,
  type YamlDocument,
} from "../../yaml/index.ts";

export const API_VERSION = `${SELDON_GROUP}/v1`;

export type HeadPart = "apiVersion" | "kind" | "metadata.name";

/** The edits that add the missing parts; `name` goes with `metadata.name`. Undefined where no safe edit exists. */
export function headEdits(
  document: YamlDocument,
  { at }: Deployment,
  missing: readonly HeadPart[],
  name: string | undefined,
): Edits | undefined {
  const head: Record<string, PlainValue> = {};
  if (missing.includes("apiVersion")) head["apiVersion"] = API_VERSION;
  if (missing.includes("kind")) head["kind"] = "SeldonDeployment";
  const metadata = at.key("metadata");
  if (name === undefined) return addHead(document, at, head);
  if (metadata.exists) return allEdits(addHead(document, at, head), setName(document, metadata, name));
  // A head that is there keeps its place above the metadata.
  const anchor = ["kind", "apiVersion"].find(key => at.key(key).exists);
  if (anchor === undefined) return addHead(document, at, { ...head, metadata: { name } });
  return allEdits(addHead(document, at, head), insertEntry(document, at, "metadata", { name }, { after: anchor }));
}

function addHead(
  document: YamlDocument,
  at: Deployment["at"],
  head: Readonly<Record<string, PlainValue>>,
): Edits | undefined {
  const keys = Object.keys(head);
  if (keys.length === 0) return [];
  const written = keys.filter(key => at.key(key).exists);
  if (written.length > 0) return allEdits(...keys.map(key => setValue(document, at.key(key), head[key] ?? null)));
  if (keys.length === 1 && keys[0] === "kind" && at.key("apiVersion").exists) {
    return insertEntry(document, at, "kind", head["kind"] ?? null, { after: "apiVersion" });
  }
  return prependEntries(document, at, head);
}

function setName(document: YamlDocument, metadata: Deployment["at"], name: string): Edits | undefined {
  const at = metadata.key("name");
  return at.exists || !metadata.map?.entries.length
    ? setValue(document, at, name)
    : prependEntries(document, metadata, { name });
}

/** The file's name, else the first predictor's, made into a name Kubernetes takes. */
export function proposedName(deployment: Deployment, fileName: string | undefined): string {
  const base = fileName
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.[^.]*$/, "");
  const [predictor] = deployment.predictors;
  const candidates = [base, predictor?.name].map(candidate => toName(candidate ?? ""));
  return candidates.find(candidate => candidate !== "") ?? "my-model";
}

function toName(text: string): string {
  if (isTemplated(text)) return "";
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, "");
}
