// A key written twice: the last one wins without a word (issue with every YAML reader in use).
import * as l10n from "@vscode/l10n";
import { defineRule } from "../../lint/rule.ts";
import type { Cursor, YamlEntry } from "../../yaml/index.ts";

export const duplicateKey = defineRule({
  id: "duplicate-key",
  severity: "warning",
  title: "Disallow keys that are written twice",
  why: "kubectl keeps the last of them and drops the others without a word, so what stands first in the file is not what runs. YAML itself forbids it, and stricter tools refuse the file.",
  remedy: "Keep one of them. Where both hold a list or a mapping, merge the two.",
  failureModes: [],
  messages: {
    repeated: {
      text: 'The key "{key}" is written again in this mapping. kubectl keeps the last one and drops this one without a word.',
    },
  },
  check({ resource, report }) {
    visit(resource.at, at => {
      const entries = at.map?.entries ?? [];
      // Where nothing is merged, a cursor has each key once.
      if (at.entries().length === entries.length && !entries.some(({ key }) => key.text === "<<")) return;
      const last = new Map<string, YamlEntry>();
      for (const entry of entries) last.set(entry.key.text, entry);
      for (const entry of entries) {
        const winner = last.get(entry.key.text);
        if (!winner || winner === entry || (entry.key.text === "<<" && entry.key.style === "plain")) continue;
        report({
          at: at.key(entry.key.text),
          range: { start: entry.key.start, end: entry.key.end },
          message: "repeated",
          data: { key: entry.key.text },
          related: [{ at: winner.key, message: l10n.t("This one wins.") }],
        });
      }
    });
  },
});

/** More mappings than any manifest has: stops at what aliases could unfold to. */
const MAX_MAPPINGS = 20_000;

/** Every mapping as written: what an alias brings in is seen where it is defined. */
function visit(root: Cursor, look: (at: Cursor) => void): void {
  const pending = [root];
  let seen = 0;
  for (let at = pending.pop(); at && seen < MAX_MAPPINGS; at = pending.pop()) {
    if (at.shared) continue;
    if (at.map) {
      seen++;
      look(at);
      pending.push(...at.entries());
    }
    pending.push(...at.items());
  }
}
