// What rules on texts share: the commands of a script, read once for all of them, and places that a pattern finds.
import { rememberLast } from "../remember-last.ts";
import type { Range, YamlDocument } from "../yaml/index.ts";
import { readScript, type Script } from "./shell.ts";

/** The commands of a document that is a script. */
export const scriptOf: (document: YamlDocument) => Script = rememberLast(document => readScript(document.text));

export interface Found extends Range {
  readonly groups: readonly (string | undefined)[];
}

/** Every place of a pattern, which has to be global; of its first group, where that has one. */
export function findAll(text: string, pattern: RegExp): readonly Found[] {
  return [...text.matchAll(new RegExp(pattern, `${pattern.flags}d`))].map(match => {
    const [whole, first] = match.indices ?? [];
    const [start, end] = first ?? whole ?? [match.index, match.index + match[0].length];
    return { start, end, groups: match.slice(1) };
  });
}
