// Fields the API server will not do without (F05).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { isPatchFile } from "../../model/index.ts";
import { structureProblems, type StructureProblem } from "../../schema/index.ts";
import { setValue, type PlainValue, type YamlDocument } from "../../yaml/index.ts";

export const requiredField = defineRule({
  id: "required-field",
  severity: "error",
  title: "Require the fields the API server insists on",
  why: "The API server refuses the manifest with `…: Required value`. Most often the field is there, but indented to the wrong level.",
  remedy: "Add the field, or move it to where it belongs.",
  failureModes: ["F05"],
  messages: {
    missing: {
      text: '{owner} needs {field}. The API server refuses the manifest: "{path}: Required value".',
      refusedBy: "api-server",
    },
  },
  check({ resource, document, fileName, report }) {
    if (isPatchFile(fileName)) return;
    for (const problem of structureProblems(resource)) {
      if (problem.kind !== "required" || isUnitName(problem)) continue;
      const { at, field } = problem;
      report({
        at,
        message: "missing",
        data: { field, owner: ownerName(problem), path: displayPath(at.path) },
        fixes: [stub(document, problem)],
      });
    }
  },
});

type Required = Extract<StructureProblem, { kind: "required" }>;

/** The name of a graph unit has a rule of its own, which knows more about it. */
function isUnitName({ at, field }: Required): boolean {
  return (
    field === "name" && (at.path.at(-2) === "graph" || (at.path.includes("graph") && at.path.at(-3) === "children"))
  );
}

function ownerName({ at }: Required): string {
  const owner = at.path.slice(0, -1);
  const last = owner.at(-1);
  if (last === undefined) return l10n.t("The manifest");
  if (typeof last === "string") return last;
  const list = owner.findLast(step => typeof step === "string");
  return l10n.t`Item ${last + 1} of ${list ?? l10n.t("the list")}`;
}

/** As the API server writes it: without the numbers of items. */
function displayPath(path: readonly (string | number)[]): string {
  return path.filter(step => typeof step === "string").join(".");
}

/** What a person would type first; the values are theirs to change. */
const STUBS: Readonly<Record<string, PlainValue>> = {
  graph: { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: "s3://<bucket>/<path>" },
  maxReplicas: 3,
};

function stub(document: YamlDocument, { at, field }: Required): ReturnType<typeof suggestion> {
  if (field === "type" && at.path.at(-3) === "parameters") {
    const type = parameterType(at.parent?.key("value").string() ?? "");
    return suggestion(l10n.t`Insert type: ${type}`, setValue(document, at, type, { after: "name" }));
  }
  if (field === "name" && at.path.at(-3) === "predictors")
    return suggestion(l10n.t("Insert name: default"), setValue(document, at, "default"));
  const value = STUBS[field];
  return value === undefined
    ? undefined
    : suggestion(l10n.t`Insert ${field} with values to change`, setValue(document, at, value, { after: "name" }));
}

/** The narrowest of the wrapper's types that reads the value. */
function parameterType(value: string): string {
  if (/^-?\d+$/.test(value)) return "INT";
  if (/^-?\d*\.\d+$/.test(value)) return "FLOAT";
  return /^(true|false)$/i.test(value) ? "BOOL" : "STRING";
}
