// Renames what a name stands for, at every place that repeats it, or says why that cannot be done.
import * as l10n from "@vscode/l10n";
import { isTemplated } from "../model/index.ts";
import { setValue, type Edit, type YamlStream } from "../yaml/index.ts";
import { documentAt } from "./documents.ts";
import { isSameName, nameSiteAt, nameSites, type NameKind, type NameSite } from "./name-sites.ts";
import { placeAt } from "./place.ts";

/** A sentence for the person who asked. */
export interface Refusal {
  readonly refused: string;
}

/** A file that a rename may have to change. */
export interface RenameFile {
  readonly uri: string;
  /** How messages call it. */
  readonly name: string;
  readonly stream: YamlStream;
}

export interface FileEdits {
  readonly uri: string;
  readonly edits: readonly Edit[];
}

/** What stands at an offset, if it can be renamed; undefined where nothing with a name of its own stands there. */
export function renameTarget(stream: YamlStream, offset: number): NameSite | Refusal | undefined {
  const site = nameSiteAt(stream, offset);
  if (site) return refusalOf(site) ?? site;
  const placed = documentAt(stream, offset);
  const place = placed && placeAt(placed.document, offset - placed.offset);
  if (!placed || !place) return undefined;
  const text =
    placed.document
      .cursor()
      .at(...place.path)
      .string() ?? "";
  return isTemplated(text) && place.path.length > 0
    ? { refused: l10n.t("A template makes the name that stands here. Rename it where the template gets it from.") }
    : undefined;
}

/** The edits of all files, that of the target included among them, or why there are none. */
export function renameEverywhere(
  site: NameSite,
  newName: string,
  files: readonly RenameFile[],
): readonly FileEdits[] | Refusal {
  const wrong = nameProblem(site.kind, newName);
  if (wrong !== undefined) return { refused: wrong };
  const all = files.map(file => ({ file, sites: nameSites(file.stream) }));
  const everything = all.flatMap(({ sites }) => sites);
  const ambiguous = namespaceProblem(site, everything);
  if (ambiguous !== undefined) return { refused: ambiguous };
  if (everything.some(other => isSameName(other, { ...site, name: newName }) && other.role !== "reference"))
    return { refused: l10n.t`There is ${ARTICLES[site.kind]} "${newName}" already.` };
  const result: FileEdits[] = [];
  for (const { file, sites } of all) {
    const same = sites.filter(other => isSameName(other, site));
    const edits: Edit[] = [];
    for (const other of same) {
      const refusal = refusalOf(other);
      if (refusal) return { refused: `${file.name}: ${refusal.refused}` };
      const made = setValue(other.document, other.at, other.textFor?.(newName) ?? newName);
      if (!made)
        return {
          refused: l10n.t`${file.name}: "${site.name}" is written there in a way that cannot be changed safely.`,
        };
      const offset = offsetOf(file.stream, other);
      edits.push(...made.map(edit => ({ ...edit, start: edit.start + offset, end: edit.end + offset })));
    }
    const hidden = site.isLocal ? undefined : hiddenName(site.name, file);
    if (hidden !== undefined) return { refused: hidden };
    if (edits.length > 0) result.push({ uri: file.uri, edits: withoutRepeats(edits) });
  }
  return result;
}

/** A place may bear the name twice over, as a volume's and as one derived from a unit's. */
function withoutRepeats(edits: readonly Edit[]): readonly Edit[] {
  return edits.filter((edit, index) => edits.findIndex(({ start }) => start === edit.start) === index);
}

function offsetOf({ documents }: YamlStream, { document }: NameSite): number {
  return documents.find(placed => placed.document === document)?.offset ?? 0;
}

function refusalOf({ document, at, name, madeBy }: NameSite): Refusal | undefined {
  if (document.problems.length > 0)
    return {
      refused: l10n.t(
        "The YAML of this document has a mistake, so that not all places of the name can be seen. Mend it first.",
      ),
    };
  if (at.shared)
    return {
      refused: l10n.t`"${name}" is shared through a YAML anchor or merge key. Write it out at each place first.`,
    };
  if (madeBy === "SealedSecret")
    return {
      refused: l10n.t`The Secret "${name}" is sealed under its name and could not be opened under another. Seal it anew.`,
    };
  return undefined;
}

/** Kubernetes' DNS label, which units, containers, predictors and volumes have to be. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

function nameProblem(kind: NameKind, name: string): string | undefined {
  const isShort = kind === "unit" || kind === "predictor" || kind === "volume";
  if ((isShort ? LABEL : SUBDOMAIN).test(name)) return undefined;
  return isShort
    ? l10n.t`"${name}" is no name for ${ARTICLES[kind]}: lower case letters, digits and hyphens, at most 63, with a letter or digit at both ends.`
    : l10n.t`"${name}" is no name for ${ARTICLES[kind]}: lower case letters, digits, hyphens and dots, at most 253, with a letter or digit at both ends.`;
}

const ARTICLES: Readonly<Record<NameKind, string>> = {
  unit: l10n.t("a unit or container"),
  predictor: l10n.t("a predictor"),
  volume: l10n.t("a volume"),
  Secret: l10n.t("a Secret"),
  ConfigMap: l10n.t("a ConfigMap"),
  ServiceAccount: l10n.t("a ServiceAccount"),
  PersistentVolumeClaim: l10n.t("a PersistentVolumeClaim"),
  SeldonDeployment: l10n.t("a SeldonDeployment"),
};

/** A place without a namespace may mean any of several objects, and to rename them all would be too much. */
function namespaceProblem(site: NameSite, all: readonly NameSite[]): string | undefined {
  const same = all.filter(other => isSameName(other, site) && other.role === "definition");
  const namespaces = [...new Set(same.flatMap(({ namespace }) => namespace ?? []))];
  return namespaces.length > 1
    ? l10n.t`"${site.name}" may be the one of namespace ${namespaces.join(l10n.t(" or "))}: no namespace is written here. Write it, and rename again.`
    : undefined;
}

/** What becomes YAML only after rendering cannot be renamed, and would be left behind. */
function hiddenName(name: string, { name: file, stream }: RenameFile): string | undefined {
  const asValue = new RegExp(String.raw`(:|-)[ \t]+["']?${name.replaceAll(/[.-]/g, String.raw`\$&`)}["']?[ \t]*$`, "m");
  const isHidden = stream.documents.some(({ document }) => document.problems.length > 0 && asValue.test(document.text));
  return isHidden
    ? l10n.t`${file} has "${name}" in a document that cannot be read as YAML, such as a template. Rename it there by hand first.`
    : undefined;
}
