// Values of another type than the API server takes, and scalars that only look like strings (F16, F17, F44).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { isTemplated } from "../../model/index.ts";
import { structureProblems, type StructureKind, type StructureProblem } from "../../schema/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const fieldType = defineRule({
  id: "field-type",
  severity: "error",
  title: "Require values of the type the API server takes",
  why: 'The API server refuses the manifest: `… must be of type string: "integer"`, or an older kubectl says `json: cannot unmarshal number into Go struct field … of type string`. kubectl reads `yes`, `on`, `y`, `010` and `1_000` as booleans and numbers, whatever your editor shows.',
  remedy:
    "Put quotes around a number or boolean where a string is wanted, such as variables, annotations and parameters. Take them away where a number is wanted.",
  failureModes: ["F16", "F17", "F44"],
  messages: {
    wrongType: {
      text: '{field} has to be {expected}, and this is {found}. The API server refuses it: “must be of type {expectedType}: "{foundType}"”.',
      refusedBy: "api-server",
      uncovers: "A value of the wrong type means nothing to other rules until it can be read.",
    },
    surprisingScalar: {
      text: 'kubectl reads {text} as {found}, while {field} has to be {expected}. The API server refuses it: “must be of type {expectedType}: "{foundType}"”. Put it in quotes.',
      refusedBy: "api-server",
    },
    int32: {
      text: '{value} does not fit into the 32 bits of {field}. The schema lets it pass, then the webhook cannot decode it: "json: cannot unmarshal number {value} into Go struct field … of type int32".',
      refusedBy: "webhook",
    },
    quantity: {
      text: '"{value}" is no amount Kubernetes can read. The API server refuses it: "should match \'^(\\\\+|-)?(([0-9]+(\\\\.[0-9]*)?)|(\\\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|…\'". Write amounts such as 500m, 512Mi or 2Gi.',
      refusedBy: "api-server",
    },
    dateTime: {
      text: '"{value}" is no time in the form 2026-01-31T12:00:00Z. The API server refuses it: "must be of type date-time".',
      refusedBy: "api-server",
    },
  },
  check({ resource, document, report }) {
    for (const problem of structureProblems(resource)) {
      const { at } = problem;
      const field = fieldName(at.path);
      switch (problem.kind) {
        case "wrong-type":
          reportType(problem, document, report);
          break;
        case "int32":
          report({ at, message: "int32", data: { field, value: problem.value } });
          break;
        case "quantity":
          if (!isTemplated(problem.text))
            report({ at, message: "quantity", data: { value: problem.text }, fixes: [quantityFix(document, problem)] });
          break;
        case "date-time":
          if (!isTemplated(problem.text)) report({ at, message: "dateTime", data: { value: problem.text } });
          break;
        case "required":
        case "unknown-field":
        case "null-field":
        case "too-deep":
        case "duplicate-item":
          break;
      }
    }
  },
});

type WrongType = Extract<StructureProblem, { kind: "wrong-type" }>;

/** Words for a person, and the API server's own. */
const EXPECTED: Readonly<Record<StructureKind, readonly [string, string]>> = {
  object: [l10n.t("a mapping"), "object"],
  map: [l10n.t("a mapping"), "object"],
  list: [l10n.t("a list"), "array"],
  string: [l10n.t("a string"), "string"],
  integer: [l10n.t("a whole number"), "integer"],
  number: [l10n.t("a number"), "number"],
  boolean: [l10n.t("true or false"), "boolean"],
  "int-or-string": [l10n.t("a whole number or a string"), "integer or string"],
  any: ["anything", "any"],
};

const FOUND: Readonly<Record<WrongType["found"], string>> = {
  string: l10n.t("a string"),
  integer: l10n.t("a number"),
  number: l10n.t("a number with a fraction"),
  boolean: l10n.t("a boolean"),
  object: l10n.t("a mapping"),
  array: l10n.t("a list"),
  null: "nothing",
};

function reportType(problem: WrongType, document: YamlDocument, report: DeploymentContext["report"]): void {
  const { at, expected, found } = problem;
  const text = at.scalar?.text ?? "";
  // A template's value is not known yet, and `{{ x }}` without quotes reads as a mapping.
  if (isTemplated(document.text.slice(at.node?.start, at.node?.end))) return;
  const [expectedWords, expectedType] = EXPECTED[expected];
  const isSurprise =
    at.scalar?.style === "plain" && found !== "string" && !/^(true|false|-?(0|[1-9]\d*)(\.\d+)?)$/.test(text);
  report({
    at,
    message: isSurprise && found !== "null" ? "surprisingScalar" : "wrongType",
    data: {
      field: fieldName(at.path),
      text,
      expected: expectedWords,
      expectedType,
      found: FOUND[found],
      foundType: found,
    },
    fixes: [typeFix(problem, document)],
  });
}

function typeFix({ at, expected, found }: WrongType, document: YamlDocument): FixProposal | undefined {
  const text = at.scalar?.text ?? "";
  const takesString =
    expected === "string" || (expected === "int-or-string" && found === "number" && DECIMAL.test(text));
  if (takesString && (found === "integer" || found === "number" || found === "boolean")) {
    return fix(
      l10n.t("Put it in quotes"),
      at.shared || !at.scalar
        ? undefined
        : [{ start: at.scalar.start, end: at.scalar.end, newText: JSON.stringify(text) }],
    );
  }
  if (expected === "integer" && found === "string" && /^-?\d{1,9}$/.test(text))
    return fix(l10n.t("Take the quotes away"), setPlain(document, at, Number(text)));
  if (expected === "boolean" && found === "string" && /^(true|false)$/.test(text))
    return fix(l10n.t("Take the quotes away"), setPlain(document, at, text === "true"));
  return undefined;
}

/** A fraction that Kubernetes reads as an amount once it is a string, as `.inf` would not be. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

function setPlain(document: YamlDocument, at: WrongType["at"], value: number | boolean): ReturnType<typeof setValue> {
  return at.scalar?.style === "single" || at.scalar?.style === "double" ? setValue(document, at, value) : undefined;
}

/** Slips whose meaning is beyond doubt: a blank in the middle, or a `b` for bytes at the end. */
function quantityFix(
  document: YamlDocument,
  { at, text }: Extract<StructureProblem, { kind: "quantity" }>,
): FixProposal | undefined {
  const repaired = text
    .replaceAll(/\s+/g, "")
    .replace(/^(\d+(?:\.\d+)?[KMGTPE]i?)[bB]$/, "$1")
    .replace(/^(\d+(?:\.\d+)?)([mg])i$/, (_, amount: string, unit: string) => `${amount}${unit.toUpperCase()}i`);
  return repaired !== text && /^\d+(\.\d+)?([KMGTPE]i?|m)?$/.test(repaired)
    ? fix(l10n.t`Change to ${repaired}`, setValue(document, at, repaired))
    : undefined;
}

function fieldName(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (typeof last === "string") return last;
  const list = path.findLast(step => typeof step === "string");
  return list === undefined ? l10n.t("The document") : l10n.t`An item of ${list}`;
}
