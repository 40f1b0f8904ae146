// What other files of the workspace say of the object that a name refers to: where it is, and the names of its keys.
import * as l10n from "@vscode/l10n";
import { mayShareNamespace } from "../model/index.ts";
import type { Range, YamlStream } from "../yaml/index.ts";
import type { FindElsewhere } from "./completion.ts";
import { code } from "./markdown.ts";
import { nameSiteAt } from "./name-sites.ts";

/** More than fit on a line are counted only. */
const MOST_KEYS = 8;

/** Offsets are the file's. Undefined where no reference stands there, or nothing is known of what it names. */
export function describeReference(
  stream: YamlStream,
  offset: number,
  elsewhere: FindElsewhere,
): { readonly range: Range; readonly markdown: string } | undefined {
  const site = nameSiteAt(stream, offset);
  if (site?.role !== "reference" || site.isLocal || site.kind === "predictor") return undefined;
  const { kind, name, namespace, range } = site;
  const found = elsewhere({ kind, name }).filter(other => mayShareNamespace(other.namespace, namespace));
  if (found.length === 0) return undefined;
  const lines = found.map(({ file, line, keys, isGenerated }) => {
    const made = isGenerated ? l10n.t(", where something that makes it stands") : "";
    return l10n.t`${kind} ${code(name)} of ${code(file)}, line ${line + 1}${made}${keys ? keysLine(keys) : ""}`;
  });
  return { range, markdown: lines.join("  \n") };
}

function keysLine(keys: readonly string[]): string {
  const shown = keys.slice(0, MOST_KEYS).map(code);
  const more = keys.length > MOST_KEYS ? [l10n.t`${keys.length - MOST_KEYS} more`] : [];
  return keys.length === 0 ? l10n.t(", without keys") : l10n.t`. Keys: ${[...shown, ...more].join(", ")}`;
}
