// Text that was pasted without its indentation: an empty field with its children beside it instead of below (S53, F05).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, type FixProposal } from "../../lint/rule.ts";
import { isTemplateSource } from "../../model/index.ts";
import { loserOf, structureProblems } from "../../schema/index.ts";
import { indentEntries, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const lostIndentation = defineRule({
  id: "lost-indentation",
  severity: "warning",
  title: "Disallow fields beside the one they belong below",
  why: "Indentation is easily lost when YAML is copied from a page or a chat. What is left often still parses: `metadata:` is empty, and `name:` stands beside it. kubectl then stops with `resource name may not be empty` or `unknown field`; clients that do not validate lose the fields without a word.",
  remedy: "Indent the fields below the one they belong to.",
  failureModes: ["S53", "F05"],
  messages: {
    beside: {
      text: 'The indentation is lost here: {fields} below {owner}, which is empty, and not beside it. kubectl refuses it when it validates ("unknown field"); other clients lose what stands here without a word. Indent it.',
      uncovers: "A field that the API server drops is read by no rule until it has its right place.",
    },
  },
  check({ resource, document, isTemplate, report }) {
    // There the rendering indents.
    if (isTemplate || isTemplateSource(document.text)) return;
    for (const lost of groups(
      structureProblems(resource).flatMap(problem => (problem.kind === "unknown-field" ? [problem.at] : [])),
    )) {
      const [first] = lost.fields;
      if (!first) continue;
      const fields = belonging(lost.fields.map(({ name }) => name));
      report({
        at: first,
        range: first.keyRange(),
        message: "beside",
        data: { fields, owner: lost.owner.name },
        related: [{ at: lost.owner, message: l10n.t`${lost.owner.name} is empty.` }],
        fixes: [indent(document, lost)],
      });
    }
  },
});

/** Neighbouring fields that one empty field lost. */
interface Lost {
  readonly owner: Cursor;
  readonly fields: Cursor[];
}

function groups(unknown: readonly Cursor[]): readonly Lost[] {
  const found = new Map<Cursor["entry"], Lost>();
  for (const field of unknown) {
    const owner = loserOf(field);
    if (!owner) continue;
    const group = found.get(owner.entry) ?? { owner, fields: [] };
    group.fields.push(field);
    found.set(owner.entry, group);
  }
  return [...found.values()];
}

function indent(document: YamlDocument, { owner, fields }: Lost): FixProposal | undefined {
  const [first, last] = [fields[0], fields.at(-1)];
  const edits = first && last && indentEntries(document, first, last);
  return fix(l10n.t`Indent ${inWords(fields.map(({ name }) => name))} below ${owner.name}`, edits);
}

function inWords(names: readonly string[]): string {
  return names.length > 1 ? l10n.t`${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}` : names.join("");
}

function belonging(names: readonly string[]): string {
  return names.length === 1 ? l10n.t`${inWords(names)} belongs` : l10n.t`${inWords(names)} belong`;
}
