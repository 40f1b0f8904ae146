// Request files that part from their contract: misspelt and missing fields, values of another type.
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { nearest, PREDICTION_TEST_KIND, sameSpelling } from "../../model/index.ts";
import { predictionShapeProblems, type Shape, type ShapeProblem } from "../../prediction/index.ts";
import { boundsOf, choice, expectedWords, foundWords } from "./words.ts";
import {
  prependEntries,
  removeValue,
  renameKey,
  setValue,
  type Cursor,
  type Edits,
  type YamlDocument,
} from "../../yaml/index.ts";

export const predictionTestShape = defineResourceRule({
  id: "prediction-test-shape",
  severity: "error",
  title: "Require request files to keep to their form",
  why: "A request file that says something nobody reads would be sent without it: a misspelt `expect` passes whatever the model answers. So such a file is not sent at all, neither from the editor nor by `seldon-predict`.",
  remedy: "Mend the spelling, or give the value that the field takes. Completion shows what there is.",
  failureModes: [],
  resources: [PREDICTION_TEST_KIND],
  messages: {
    unknown: {
      text: '{owner} has no field "{field}". The file is not sent before it is gone or has a name that means something.',
    },
    misspelt: {
      text: '{owner} has no field "{field}"; {meant} is probably meant. The file is not sent, since what stands here would go unread.',
      uncovers: "What stands under a name that nobody reads is looked at by no rule.",
    },
    misplaced: {
      text: '"{field}" does not belong here but under {target}. The file is not sent, since what stands here would go unread.',
    },
    missing: { text: "{owner} needs {field}. The file is not sent without it." },
    repeated: {
      text: 'The key "{field}" is written again in this mapping. The last one would count and this one go unread.',
    },
    noValue: { text: '"{field}" has no value. Give it one, or take the line out.' },
    wrongType: {
      text: "{field} has to be {expected}, and this is {found}. The file is not sent.",
      uncovers: "A value of the wrong type means nothing to other rules until it can be read.",
    },
    surprisingScalar: { text: "YAML reads {text} as {found}, while {field} has to be {expected}. Put it in quotes." },
    unquotedVariable: {
      text: "YAML reads {text} without quotes as a mapping in a mapping, not as a variable. Put it in quotes: what is only a variable becomes the variable's own value, a number or a list as well.",
    },
    unknownWord: { text: '{field} is {words}, not "{text}". The file is not sent.' },
    wrongName: {
      text: '"{text}" is no name for {field}: letters, digits and underscores make one, and it begins with no digit.',
    },
    empty: { text: "{field} is empty, and needs {needed}." },
    outOfRange: { text: "{field} has to be {bounds}, and this is {text}. The file is not sent." },
    noJsonNumber: {
      text: "{text} is no number that JSON can carry unchanged, and a request is JSON. Write {instead}.",
    },
  },
  check({ resource, document, report }) {
    for (const problem of predictionShapeProblems(resource)) tell(problem, document, report);
  },
});

type Report = DeploymentContext["report"];

function tell(problem: ShapeProblem, document: YamlDocument, report: Report): void {
  const { at } = problem;
  const field = fieldName(at);
  const text = at.scalar?.text ?? "";
  switch (problem.kind) {
    case "unknown-field":
      return tellUnknown(at, problem.known, document, report);
    case "missing":
      return report({
        at,
        message: "missing",
        data: { field: problem.field, owner: ownerName(at) },
        fixes: [insertion(problem, document)],
      });
    case "repeated": {
      const { start, end } = problem.entry;
      const range = { start, end };
      const related = at.entry ? [{ at: at.entry.key, message: l10n.t("This one counts.") }] : [];
      return report({ at, range, message: "repeated", data: { field: at.name }, related });
    }
    case "no-value": {
      const removal = problem.isRequired
        ? undefined
        : suggestion(l10n.t`Take ${at.name} out`, removeValue(document, at));
      return report({ at, range: at.keyRange(), message: "noValue", data: { field: at.name }, fixes: [removal] });
    }
    case "wrong-type":
      return tellType(at, problem.expected, document, report);
    case "unquoted-variable": {
      const written = document.text.slice(at.node?.start, at.node?.end);
      return report({
        at,
        range: at.valueRange(),
        message: "unquotedVariable",
        data: { text: written },
        fixes: [quoted(at, written)],
      });
    }
    case "unknown-word": {
      const data = { field, text, words: choice(problem.words) };
      return report({ at, message: "unknownWord", data, fixes: [wordFix(at, text, problem.words, document)] });
    }
    case "wrong-name": {
      const data = { text: problem.isKey ? at.name : text, field: problem.isKey ? l10n.t("a variable") : field };
      return report({ at, range: problem.isKey ? at.keyRange() : undefined, message: "wrongName", data });
    }
    case "empty": {
      const needed = problem.expected.kind === "list" ? l10n.t("one entry at least") : l10n.t("some text");
      return report({ at, range: at.valueRange(), message: "empty", data: { field, needed } });
    }
    case "out-of-range":
      return report({ at, message: "outOfRange", data: { field, text, bounds: boundsOf(problem.shape) } });
    case "no-json-number": {
      const instead =
        typeof at.scalar?.value === "bigint"
          ? l10n.t("it in quotes, where the model takes text")
          : l10n.t("null, or text in quotes");
      return report({ at, message: "noJsonNumber", data: { text, instead } });
    }
  }
}

function tellUnknown(at: Cursor, known: readonly string[], document: YamlDocument, report: Report): void {
  const field = at.name;
  const free = known.filter(name => at.parent?.key(name).exists === false);
  const same = sameSpelling(field, free);
  const meant = same ?? nearest(field, free);
  const range = at.keyRange();
  if (meant !== undefined) {
    const rename = renameKey(document, at, meant);
    const proposal =
      same === undefined ? suggestion(l10n.t`Rename to ${meant}`, rename) : fix(l10n.t`Rename to ${meant}`, rename);
    return report({ at, range, message: "misspelt", data: { field, owner: ownerName(at), meant }, fixes: [proposal] });
  }
  const target = HOMES.find(home => home.fields.includes(field) && home.path.join() !== at.path.slice(0, -1).join());
  if (target) return report({ at, range, message: "misplaced", data: { field, target: target.path.join(".") } });
  report({ at, range, message: "unknown", data: { field, owner: ownerName(at) } });
}

/** Fields that people put a level too high or too low. */
const HOMES: readonly { readonly path: readonly string[]; readonly fields: readonly string[] }[] = [
  { path: ["metadata"], fields: ["labels"] },
  { path: ["spec", "target"], fields: ["deployment", "namespace", "predictor", "through", "url", "endpoint", "model"] },
  {
    path: ["spec"],
    fields: [
      "target",
      "protocol",
      "transport",
      "headers",
      "timeoutSeconds",
      "variables",
      "expect",
      "cases",
      "casesFrom",
      "request",
    ],
  },
  {
    path: ["spec", "request"],
    fields: [
      "ndarray",
      "tensor",
      "dataframe",
      "strData",
      "jsonData",
      "binData",
      "csv",
      "inputs",
      "instances",
      "reward",
      "truth",
    ],
  },
  { path: ["spec", "expect"], fields: ["status", "values", "prediction", "tolerance", "labels", "latencyMs"] },
];

function tellType(at: Cursor, expected: Shape, document: YamlDocument, report: Report): void {
  const text = at.scalar?.text ?? "";
  const found = foundWords(at);
  const isSurprise =
    at.scalar?.style === "plain" && typeof at.scalar.value === "boolean" && text !== "true" && text !== "false";
  report({
    at,
    range: at.scalar ? undefined : at.keyRange(),
    message: isSurprise ? "surprisingScalar" : "wrongType",
    data: { field: fieldName(at), text, found, expected: expectedWords(expected) },
    fixes: [typeFix(at, expected, document)],
  });
}

function typeFix(at: Cursor, expected: Shape, document: YamlDocument): FixProposal | undefined {
  const text = at.scalar?.text ?? "";
  const value = at.scalar?.value;
  const takes = (kind: Shape["kind"]): boolean =>
    expected.kind === kind || (expected.kind === "either" && expected.of.some(option => option.kind === kind));
  if (takes("string") && (typeof value === "number" || typeof value === "boolean")) return quoted(at, text);
  const isQuoted = at.scalar?.style === "single" || at.scalar?.style === "double";
  if (takes("number") && isQuoted && /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text))
    return fix(l10n.t("Take the quotes away"), setValue(document, at, Number(text)));
  if (takes("boolean") && isQuoted && /^(true|false)$/.test(text))
    return fix(l10n.t("Take the quotes away"), setValue(document, at, text === "true"));
  return undefined;
}

function quoted(at: Cursor, text: string): FixProposal | undefined {
  const { node } = at;
  const edits: Edits | undefined =
    at.shared || !node ? undefined : [{ start: node.start, end: node.end, newText: JSON.stringify(text) }];
  return fix(l10n.t("Put it in quotes"), edits);
}

function wordFix(at: Cursor, text: string, words: readonly string[], document: YamlDocument): FixProposal | undefined {
  const [only] = words;
  const same = words.length === 1 ? only : sameSpelling(text, words);
  if (same !== undefined) return fix(l10n.t`Change to ${same}`, setValue(document, at, same));
  const meant = ALIASES.get(text.toLowerCase()) ?? nearest(text, words);
  return meant !== undefined && words.includes(meant)
    ? suggestion(l10n.t`Change to ${meant}`, setValue(document, at, meant))
    : undefined;
}

/** Other names of protocols, transports and endpoints, in small letters. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["kfserving", "v2"],
  ["kserve", "v2"],
  ["oip", "v2"],
  ["http", "rest"],
  ["predictions", "predict"],
  ["explainer", "explain"],
  ["istio", "ingress"],
  ["ambassador", "ingress"],
  ["float32", "FP32"],
  ["float64", "FP64"],
  ["float", "FP32"],
  ["double", "FP64"],
  ["string", "BYTES"],
]);

/** The one value that a field has, before the others; what a person would type first where it is theirs to choose. */
function insertion(
  { at, field, shape }: Extract<ShapeProblem, { kind: "missing" }>,
  document: YamlDocument,
): FixProposal | undefined {
  if (!at.parent) return undefined;
  const [only, ...others] = shape?.kind === "string" ? (shape.oneOf ?? []) : [];
  if (only !== undefined && others.length === 0) {
    const edits =
      field === "apiVersion"
        ? prependEntries(document, at.parent, { [field]: only })
        : setValue(document, at, only, { after: "apiVersion" });
    return fix(l10n.t`Insert ${field}: ${only}`, edits);
  }
  if (field === "metadata")
    return suggestion(
      l10n.t("Insert a name to change"),
      setValue(document, at, { name: "prediction" }, { after: "kind" }),
    );
  return undefined;
}

function ownerName(at: Cursor): string {
  const { parent } = at;
  if (!parent || parent.path.length === 0) return l10n.t("The file");
  const name = fieldName(parent);
  return name;
}

/** `expect`, `An entry of values`. */
function fieldName({ path }: Cursor): string {
  const last = path.at(-1);
  if (last === undefined) return l10n.t("The file");
  if (typeof last === "string") return last;
  const list = path.findLast(step => typeof step === "string");
  return list === undefined ? l10n.t("An entry of the list") : l10n.t`An entry of ${list}`;
}
