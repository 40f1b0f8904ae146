// engineResources is a field of the retired Java engine, which no code reads any more (F53).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { moveEntry, renameKey, type Cursor, type Edits, type YamlDocument } from "../../yaml/index.ts";

export const engineResources = defineRule({
  id: "engine-resources",
  severity: "warning",
  title: "Disallow engineResources, which nobody reads",
  why: "The CRD still has `engineResources`, so the manifest is accepted, but no code of the operator reads it. The executor keeps its default of half a core and 512Mi, and with large payloads ends with `OOMKilled` or is throttled, whatever is written there.",
  remedy: "Write the amounts under `svcOrchSpec.resources` of the predictor.",
  failureModes: ["F53"],
  messages: {
    notRead: {
      text: "Nobody reads engineResources: the executor keeps its default of half a core and 512Mi. Write the amounts under svcOrchSpec.resources.",
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors) {
      const at = predictor.at.key("engineResources");
      if (at.isEmpty) continue;
      const edits = toSvcOrchSpec(document, at, predictor.at.key("svcOrchSpec"));
      const fixes = [suggestion(l10n.t("Move it to svcOrchSpec.resources"), edits)];
      report({ at, range: at.keyRange(), message: "notRead", fixes });
    }
  },
});

/** Where there is no svcOrchSpec yet, the lines stay where they are, below a new key and indented. */
function toSvcOrchSpec(document: YamlDocument, at: Cursor, target: Cursor): Edits | undefined {
  if (target.map) return moveEntry(document, at, target, "resources");
  const { map } = at;
  const rename = renameKey(document, at, "svcOrchSpec");
  if (target.exists || !map || map.flow || map.entries.length === 0 || !rename) return undefined;
  const { newline, step } = document.layout;
  // The node may reach over the line breaks below its last value.
  const body = document.text.slice(map.start, map.end).trimEnd();
  const deeper = body.replaceAll(/\r\n|\n|\r/g, line => line + " ".repeat(step));
  const newText = `resources:${newline}${" ".repeat(columnOf(document, map.start) + step)}${deeper}`;
  return [...rename, { start: map.start, end: map.start + body.length, newText }];
}

function columnOf({ text }: YamlDocument, offset: number): number {
  return offset - (Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1);
}
