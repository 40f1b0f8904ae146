// Units of one predictor are told apart by name (F19).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import type { Unit } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const unitNamesUnique = defineRule({
  id: "unit-names-unique",
  severity: "error",
  title: "Require unique unit names within a predictor",
  why: "The webhook accepts the manifest. With prepackaged servers both units then call one container, only the first model is downloaded, and the wrong model answers without a word. With containers of your own the executor panics on the first request: `invalid memory address or nil pointer dereference`.",
  remedy:
    "Give each unit a name of its own. If one container is meant to do two things, use one unit with several `methods`.",
  failureModes: ["F19"],
  messages: {
    wrongModel: {
      text: 'Two units of this predictor are called "{name}". Both will call the same container with the model of the first, so the wrong model answers and no error shows. Rename one of them.',
    },
    panics: {
      text: 'Two units of this predictor are called "{name}". The executor finds an endpoint for the first only and panics on the first request: "invalid memory address or nil pointer dereference". Rename one of them.',
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors) {
      const first = new Map<string, Unit>();
      const names = new Set(predictor.units.map(unit => unit.name));
      for (const unit of predictor.units) {
        const { name } = unit;
        if (name === undefined || name === "") continue;
        const other = first.get(name);
        if (!other) {
          first.set(name, unit);
          continue;
        }
        const free = freeName(name, names);
        report({
          at: unit.at.key("name"),
          message: unit.isPrepackaged && other.isPrepackaged ? "wrongModel" : "panics",
          data: { name },
          related: [{ at: other.at.key("name"), message: l10n.t("The first unit of the name.") }],
          // Where a container bears the name it would have to be doubled too, which is more than a rename.
          fixes: [
            unit.container
              ? undefined
              : suggestion(l10n.t`Rename this unit to ${free}`, setValue(document, unit.at.key("name"), free)),
          ],
        });
      }
    }
  },
});

function freeName(name: string, names: ReadonlySet<string | undefined>): string {
  for (let number = 2; ; number++) if (!names.has(`${name}-${number}`)) return `${name}-${number}`;
}
