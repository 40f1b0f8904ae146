// Variables that nobody gives a value, and values that nobody uses.
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { nearest, PREDICTION_TEST_KIND } from "../../model/index.ts";
import { viewTest } from "../../prediction/index.ts";
import type { Cursor, Range } from "../../yaml/index.ts";

export const predictionTestVariables = defineResourceRule({
  id: "prediction-test-variables",
  severity: "error",
  title: "Require a value for every variable of a request file",
  why: "A variable without a value cannot be filled in, so the case is not sent. Most often its name is spelled differently where it gets its value.",
  remedy: "Give it a value under `variables` of the file or of each case, or in a column of the table of cases.",
  failureModes: [],
  resources: [PREDICTION_TEST_KIND],
  messages: {
    noValue: { text: "The variable {name} gets no value in this file. Give it one under variables." },
    noValueInCase: {
      text: "The variable {name} gets no value in {cases}. Give it one there, or one for all under spec.variables.",
    },
    unused: {
      text: "The variable {name} is used nowhere: neither in a request nor in what is expected.",
      severity: "hint",
    },
  },
  check({ resource, document, report }) {
    const test = viewTest(resource);
    const shared = namesOf(test.spec);
    const hasTable = !test.spec.key("casesFrom").isEmpty;
    const ofFile = [test.spec.key("request"), test.spec.key("expect")].flatMap(usesIn);
    for (const use of ofFile) {
      if (shared.includes(use.name) || hasTable) continue;
      const lacking = test.cases.filter(each => !namesOf(each).includes(use.name));
      if (test.cases.length === 0) tell(use, "noValue", shared, report);
      else if (lacking.length === test.cases.length)
        tell(use, "noValue", [...shared, ...test.cases.flatMap(namesOf)], report);
      else if (lacking.length > 0) tell(use, "noValueInCase", [], report, { cases: caseNames(lacking) });
    }
    const ofCases = test.cases.flatMap(each => {
      const known = [...shared, ...namesOf(each)];
      const uses = [each.key("request"), each.key("expect")].flatMap(usesIn);
      for (const use of uses) if (!known.includes(use.name)) tell(use, "noValue", known, report);
      return uses;
    });
    const used = new Set([...ofFile, ...ofCases].map(({ name }) => name));
    // A text with a brace and no variable in it may be on the way to become one.
    if (document.text.includes("{{") || used.size === 0)
      for (const owner of [test.spec, ...test.cases])
        for (const at of owner.key("variables").entries())
          if (!used.has(at.name)) report({ at, range: at.keyRange(), message: "unused", data: { name: at.name } });
  },
});

type Report = DeploymentContext["report"];

interface Use {
  readonly name: string;
  readonly at: Cursor;
  /** Of the name alone, where the text shows it as it is. */
  readonly range: Range | undefined;
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** More values than a request file sensibly has; stops at what aliases could unfold to. */
const MAX_VALUES = 200_000;

/** Variables in all texts below a place, in the order of the text. */
function usesIn(root: Cursor): readonly Use[] {
  const uses: Use[] = [];
  const pending = [root];
  for (let seen = 0; seen < MAX_VALUES; seen++) {
    const at = pending.pop();
    if (!at) break;
    const text = at.string();
    if (text?.includes("{{") === true)
      for (const match of text.matchAll(VARIABLE))
        uses.push({ name: match[1] ?? "", at, range: nameRange(at, text, match) });
    pending.push(...at.items().toReversed(), ...at.entries().toReversed());
  }
  return uses;
}

function nameRange({ scalar, shared }: Cursor, text: string, match: RegExpExecArray): Range | undefined {
  if (!scalar || shared || scalar.style === "literal" || scalar.style === "folded") return undefined;
  const quote = scalar.style === "plain" ? 0 : 1;
  // Escapes and line breaks make the text in the file longer than what it says.
  if (scalar.end - scalar.start !== text.length + 2 * quote) return undefined;
  const start = scalar.start + quote + match.index + match[0].indexOf(match[1] ?? "");
  return { start, end: start + (match[1] ?? "").length };
}

function namesOf(owner: Cursor): readonly string[] {
  return owner
    .key("variables")
    .entries()
    .map(({ name }) => name);
}

function tell(
  { name, at, range }: Use,
  message: "noValue" | "noValueInCase",
  known: readonly string[],
  report: Report,
  data: Readonly<Record<string, string>> = {},
): void {
  const meant = nearest(name, [...new Set(known)]);
  const edits = meant !== undefined && range ? [{ ...range, newText: meant }] : undefined;
  report({
    at,
    range,
    message,
    data: { name, ...data },
    fixes: [meant === undefined ? undefined : suggestion(l10n.t`Change to ${meant}`, edits)],
  });
}

function caseNames(cases: readonly Cursor[]): string {
  const [first, second] = cases;
  const nameOf = (each: Cursor | undefined): string => each?.key("name").string() ?? l10n.t("a case without a name");
  if (!second) return l10n.t`the case ${nameOf(first)}`;
  return l10n.t`${cases.length} cases, ${nameOf(first)} among them`;
}
