// A namespace in a script that was created under nearly the same name (S45), or has grown together with the next option (S54).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion } from "../../lint/rule.ts";
import { findAll, isCommand, optionValues, scriptOf } from "../../files/index.ts";
import { nearest } from "../../model/index.ts";

export const scriptNamespace = defineResourceRule({
  id: "script-namespace",
  severity: "warning",
  title: "Require namespaces to be used by the name they are created with",
  why: 'A namespace that is created as `ambassodor` is not there as `ambassador`: `namespaces "ambassador" not found`. And `-n $NAMESPACE-f -` without a blank names a namespace that ends in `-f`, and reads no file.',
  remedy: "Write the name of the namespace that is created, and a blank before the next option.",
  failureModes: ["S45", "S54"],
  resources: ["ShellScript"],
  messages: {
    misspelt: {
      text: 'No command here creates the namespace {used}, but one creates {created}: "namespaces "{used}" not found". If the same is meant, write {created}.',
    },
    missingBlank: {
      text: 'The blank before {option} is missing, so it becomes a part of the namespace: "namespaces … not found". Write a blank between the two.',
    },
  },
  check({ document, resource, siblings, report }) {
    const { at } = resource;
    for (const { start, end, groups } of findAll(document.text, GROWN_TOGETHER)) {
      const split = { start, end: start, newText: " " };
      const data = { option: groups[0] ?? "" };
      report({
        at,
        range: { start, end },
        message: "missingBlank",
        data,
        fixes: [fix(l10n.t("Write a blank between the two"), [split])],
      });
    }
    const created = new Set(
      siblings("ShellScript").flatMap(sibling => scriptOf(sibling.document).commands.flatMap(createdBy)),
    );
    for (const command of scriptOf(document).commands) {
      for (const word of optionValues(command, "-n", "--namespace")) {
        const wanted = isName(word.text) && !created.has(word.text) ? nearest(word.text, [...created]) : undefined;
        if (wanted === undefined || isNumbered(word.text, wanted)) continue;
        const edit = { start: word.start, end: word.end, newText: wanted };
        const fixes =
          document.text.slice(word.start, word.end) === word.text ? [suggestion(l10n.t`Write ${wanted}`, [edit])] : [];
        report({
          at,
          range: { start: word.start, end: word.end },
          message: "misspelt",
          data: { used: word.text, created: wanted },
          fixes,
        });
      }
    }
  },
});

const GROWN_TOGETHER = /\s-n\s+"?\$\{?[A-Z_]+\}?"?(-f|-o|-l)(?=\s)/g;

function createdBy(command: Parameters<typeof optionValues>[0]): readonly string[] {
  const { words } = command;
  const isCreation = ["namespace", "ns"].some(kind => isCommand(command, "kubectl", "create", kind));
  const name = isCreation ? words.slice(3).find(({ text }) => !text.startsWith("-"))?.text : undefined;
  const byHelm = words.some(({ text }) => text === "--create-namespace")
    ? optionValues(command, "-n", "--namespace").map(({ text }) => text)
    : [];
  return [...(name === undefined ? [] : [name]), ...byHelm].filter(isName);
}

/** Names that differ in a short part are one of several: `team-a` and `team-b`, `models-dev` and `models-prd`. */
function isNumbered(one: string, other: string): boolean {
  const [parts, others] = [one.split("-"), other.split("-")];
  return parts.length === others.length && parts.every((part, index) => part === others[index] || part.length < 5);
}

function isName(text: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(text);
}
