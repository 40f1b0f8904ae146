// Tells by a file's name what is read in it besides manifests: files of their own that are YAML, and texts that are not.

/** What a text is that is not YAML; also the kind under which rules name it. */
export type TextKind = "Page" | "ShellScript" | "Dockerfile" | "Requirements" | "PythonCode";

/** Kinds of files that have no `kind` of their own, under which rules name them. */
export const MLMODEL_KIND = "MLmodel";
export const CONDA_KIND = "CondaEnvironment";
export const VALUES_KIND = "HelmValues";
export const PATCH_KIND = "JsonPatch";

const TEXT_KINDS: readonly { readonly name: RegExp; readonly kind: TextKind }[] = [
  { name: /\.(md|markdown|rst)$/i, kind: "Page" },
  { name: /\.(sh|bash|zsh)$/i, kind: "ShellScript" },
  { name: /^(Dockerfile(\..+)?|.+\.Dockerfile|Containerfile)$/i, kind: "Dockerfile" },
  { name: /^requirements[\w.-]*\.txt$/i, kind: "Requirements" },
];

/** Undefined for YAML and JSON, and for whatever else has no name here: that is read as YAML. */
export function textKindOf(fileName: string | undefined): TextKind | undefined {
  return fileName === undefined ? undefined : TEXT_KINDS.find(({ name }) => name.test(baseName(fileName)))?.kind;
}

/** `MLmodel`, the file that MLflow writes beside a model. */
export function isMlmodelFile(fileName: string | undefined): boolean {
  return fileName !== undefined && baseName(fileName) === MLMODEL_KIND;
}

/** `conda.yaml`, the environment of a model, and files that `conda env export` is customarily written to. */
export function isCondaFile(fileName: string | undefined): boolean {
  return fileName !== undefined && /^(conda|environment)\.ya?ml$/.test(baseName(fileName));
}

/** Values of a Helm chart, by their customary names. */
export function isValuesFile(fileName: string | undefined): boolean {
  return fileName !== undefined && /values[^/]*\.ya?ml$/i.test(baseName(fileName));
}

/** True for names that a search of folders takes, whatever is in the file: all others have to be manifests. */
export function isOwnFileName(fileName: string): boolean {
  return isMlmodelFile(fileName);
}

/** True for the texts that a search of folders takes only where documentation is asked for. */
export function isDocumentationName(fileName: string): boolean {
  return textKindOf(fileName) !== undefined;
}

function baseName(fileName: string): string {
  return fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1);
}
