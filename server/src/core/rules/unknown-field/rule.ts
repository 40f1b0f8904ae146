// Fields the API server drops without a word: misspelt, misplaced or empty (F05, F25, F71, F72).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { FIELD_ALIASES, nearest } from "../../model/index.ts";
import { belongsElsewhere, fitsUnder, isLoser, loserOf, structureProblems } from "../../schema/index.ts";
import { moveEntry, removeValue, renameKey, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const unknownField = defineRule({
  id: "unknown-field",
  severity: "warning",
  title: "Disallow fields that Seldon does not have",
  why: "kubectl refuses such a manifest when it validates, as it does by default: `strict decoding error: unknown field`, or `ValidationError(SeldonDeployment…): unknown field`. Without validation (Argo CD, client libraries, `--validate=false`) the API server drops the field without a word, and what it was meant to do never happens.",
  remedy: "Mend the spelling, or move the field to the level it belongs to.",
  failureModes: ["F05", "F15", "F25", "F71", "F72"],
  messages: {
    unknown: {
      text: '{owner} has no field "{field}". kubectl refuses it when it validates ("unknown field"); other clients lose it without a word.',
    },
    misspelt: {
      text: '{owner} has no field "{field}"; {meant} is probably meant. kubectl refuses it when it validates ("unknown field"); other clients lose it without a word.',
      uncovers: "A field that the API server drops is read by no rule until it has its right name.",
    },
    misplaced: {
      text: '"{field}" does not belong here but under {target}. kubectl refuses it when it validates ("unknown field"); other clients lose it without a word.',
      uncovers: "A field that the API server drops is read by no rule until it has its right place.",
    },
    status: {
      text: "The status is written by Seldon's operator. What a manifest says there is dropped.",
      severity: "hint",
    },
    empty: { text: '"{field}" has no value, which is the same as leaving it out.', severity: "hint" },
    emptyAnnotation: {
      text: '"{field}" has no value. kubectl refuses a label or annotation without one (“unknown object type "nil"”); other clients lose it. Write "" for an empty one.',
    },
  },
  check({ resource, document, report }) {
    for (const problem of structureProblems(resource)) {
      const { at } = problem;
      // Where the indentation is lost, the rule of that name says it for the field and for all that it lost.
      if (problem.kind === "unknown-field" && !loserOf(at)) reportUnknown(at, problem.known, document, report);
      else if (problem.kind === "null-field" && !isLoser(at)) reportEmpty(at, report);
    }
    const status = resource.at.key("status");
    if (status.exists)
      report({ at: status, message: "status", fixes: [fix(l10n.t("Remove status"), removeValue(document, status))] });
  },
});

type Report = DeploymentContext["report"];

function reportUnknown(at: Cursor, known: readonly string[], document: YamlDocument, report: Report): void {
  const field = at.name;
  const owner = ownerName(at);
  const meant = meantField(field, known, at);
  if (meant !== undefined) {
    const isFree = at.parent?.key(meant).exists === false;
    // A mapping under `componentSpec` would still be one under `componentSpecs`, where a list belongs.
    const rename = isFree && fitsUnder(at, meant) ? renameKey(document, at, meant) : undefined;
    const proposal = isSureOf(field, meant)
      ? fix(l10n.t`Rename to ${meant}`, rename)
      : suggestion(l10n.t`Rename to ${meant}`, rename);
    report({ at, range: at.keyRange(), message: "misspelt", data: { field, owner, meant }, fixes: [proposal] });
    return;
  }
  const elsewhere = belongsElsewhere(at);
  if (elsewhere) {
    const target = displayName(elsewhere.target);
    report({
      at,
      range: at.keyRange(),
      message: "misplaced",
      data: { field, target },
      fixes: [move(document, at, elsewhere.target, target)],
    });
    return;
  }
  report({ at, range: at.keyRange(), message: "unknown", data: { field, owner } });
}

function move(document: YamlDocument, at: Cursor, target: Cursor, name: string): FixProposal | undefined {
  return suggestion(l10n.t`Move ${at.name} under ${name}`, moveEntry(document, at, target));
}

function reportEmpty(at: Cursor, report: Report): void {
  const owner = at.parent?.name;
  const isAnnotation = owner === "annotations" || owner === "labels";
  report({ at, range: at.keyRange(), message: isAnnotation ? "emptyAnnotation" : "empty", data: { field: at.name } });
}

function meantField(field: string, known: readonly string[], at: Cursor): string | undefined {
  const alias = FIELD_ALIASES.get(field)?.field;
  if (alias !== undefined && known.includes(alias)) return alias;
  const free = known.filter(name => !at.parent?.key(name).exists);
  return known.find(name => name.toLowerCase() === field.toLowerCase()) ?? nearest(field, free);
}

/** Another case or another name of the very same thing leaves no doubt; a near word does. */
function isSureOf(field: string, meant: string): boolean {
  const alias = FIELD_ALIASES.get(field);
  return field.toLowerCase() === meant.toLowerCase() || (alias?.field === meant && alias.isSame);
}

function ownerName(at: Cursor): string {
  return at.parent ? capitalized(displayName(at.parent)) : l10n.t("The document");
}

/** `spec`, `graph`, `the item 2 of predictors`. */
function displayName(at: Cursor): string {
  const last = at.path.at(-1);
  if (last === undefined) return l10n.t("the manifest's top level");
  if (typeof last === "string") return last;
  const list = at.path.findLast(step => typeof step === "string");
  const name = at.key("name").string();
  return name === undefined
    ? l10n.t`item ${last + 1} of ${list ?? l10n.t("the list")}`
    : l10n.t`${name} in ${list ?? l10n.t("the list")}`;
}

function capitalized(text: string): string {
  return /^(item|the) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
