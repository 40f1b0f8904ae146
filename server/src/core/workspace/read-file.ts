// Reads one file of the workspace for what it holds, by its name where that tells, else by the kinds in it.
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import { parseStream, type YamlDocument } from "../yaml/index.ts";
import { readCompose } from "./compose.ts";
import { readEnvironment, readPythonEnvironment, readRequirements } from "./environments.ts";
import { readHelmValues } from "./helm-values.ts";
import { KUBERNETES_KINDS, readKubernetesObjects } from "./kubernetes-objects.ts";
import { readKustomization } from "./kustomization.ts";
import { readMlmodel } from "./mlmodel.ts";
import { readModelSettings } from "./model-settings.ts";

/** Above this many UTF-16 units a file is not looked into: manifests and environments are small, data is not. */
const MAX_SIZE = 1_000_000;

/** Where something stands: a document, and what it takes to name the place. */
export interface IndexedDocument {
  readonly document: YamlDocument;
  /** Path from the workspace folder on. */
  readonly file: string;
  /** The line of an offset in the document, counted from zero in the file. */
  lineAt(this: void, offset: number): number;
}

type Reader = (document: IndexedDocument) => readonly WorkspaceResource[];

const BY_NAME: readonly { readonly name: RegExp; readonly read: Reader }[] = [
  { name: /^MLmodel$/, read: readMlmodel },
  { name: /^conda\.ya?ml$/, read: readEnvironment },
  { name: /^python_env\.ya?ml$/, read: readPythonEnvironment },
  { name: /^(docker-)?compose[\w.-]*\.ya?ml$/, read: readCompose },
  { name: /^kustomization\.ya?ml$|^Kustomization$/, read: readKustomization },
  { name: /^(model-)?settings\.json$/, read: readModelSettings },
];

const YAML_OR_JSON = /\.(ya?ml|json)$/i;
const REQUIREMENTS = /^requirements.*\.txt$/;

/** True for names that are worth reading. @param file path with forward slashes, or a name */
export function isIndexed(file: string): boolean {
  const name = baseName(file);
  return YAML_OR_JSON.test(name) || REQUIREMENTS.test(name) || BY_NAME.some(known => known.name.test(name));
}

/**
 * What a file holds; nothing where it does not parse. Never throws for any text.
 * @param file path from the workspace folder on, with forward slashes
 */
export function readWorkspaceFile(text: string, file: string): readonly WorkspaceResource[] {
  if (text.length > MAX_SIZE) return [];
  const name = baseName(file);
  if (REQUIREMENTS.test(name)) return readRequirements(text, file);
  const named = BY_NAME.find(known => known.name.test(name));
  if (named) return readDocuments(text, file, named.read);
  if (KUBERNETES_KINDS.test(text)) return readDocuments(text, file, readKubernetesObjects);
  return isHelmValues(name, text) ? readDocuments(text, file, readHelmValues) : [];
}

/** The values file of a chart, as far as it can concern Seldon's operator: its flags or its image name it. */
function isHelmValues(name: string, text: string): boolean {
  return /values/i.test(name) && /\.ya?ml$/i.test(name) && /seldon|usageMetrics|ambassador:|istio:/.test(text);
}

function readDocuments(text: string, file: string, read: Reader): readonly WorkspaceResource[] {
  const { documents } = parseStream(text);
  return documents.flatMap(({ document, offset }) => {
    if (document.problems.length > 0) return [];
    return read({ document, file, lineAt: place => lineOf(text, offset + place) });
  });
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
