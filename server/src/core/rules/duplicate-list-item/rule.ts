// Lists whose items the API server tells apart by keys, such as ports.
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { structureProblems } from "../../schema/index.ts";
import { removeValue } from "../../yaml/index.ts";

export const duplicateListItem = defineRule({
  id: "duplicate-list-item",
  severity: "error",
  title: "Disallow the same port twice in one container",
  why: 'The API server refuses the manifest: `…ports[1]: Duplicate value: map[string]interface {}{"containerPort":9000, "protocol":"TCP"}`. Ports with different names count as the same if number and protocol agree.',
  remedy: "Keep one of the two.",
  failureModes: ["F73"],
  messages: {
    duplicate: {
      text: 'This item agrees with an earlier one in {keys}. The API server refuses the list: "Duplicate value". Keep one of the two.',
      refusedBy: "api-server",
    },
  },
  check({ resource, document, report }) {
    for (const problem of structureProblems(resource)) {
      if (problem.kind !== "duplicate-item") continue;
      const { at, first, keys } = problem;
      report({
        at: at.key(keys[0] ?? ""),
        message: "duplicate",
        data: { keys: keys.join(l10n.t(" and ")) },
        related: [{ at: first.key(keys[0] ?? ""), message: l10n.t("The earlier item.") }],
        fixes: [suggestion(l10n.t("Remove this item"), removeValue(document, at))],
      });
    }
  },
});
