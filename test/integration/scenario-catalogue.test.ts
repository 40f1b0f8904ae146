// The playground's scenarios beside the catalogue of failure modes: every text is its own, and every entry that is visible is played or has its reason.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { CLUSTER_SCENARIOS } from "../kube/support/scenarios/cluster.ts";
import { SCENARIOS } from "../kube/support/scenarios/index.ts";
import { expectedRow } from "../kube/support/scenarios/table.ts";
import { UNPLAYED } from "../kube/support/scenarios/unplayed.ts";

const CATALOGUE = path.join(projectRoot, "..", "shared", "domain", "failure-modes.md");
const rows = [...SCENARIOS, ...CLUSTER_SCENARIOS].map(expectedRow);
const played = new Set(rows.flatMap(({ entries }) => entries));

test("the table of the last run is of these scenarios, and equal to the catalogue's words", () => {
  const file = path.join(projectRoot, "test", "kube", "support", "scenarios", "table.json");
  const table: unknown = JSON.parse(readFileSync(file, "utf8"));
  expect(table).toMatchObject({ rows, unplayed: UNPLAYED });
});

test("what has a reason not to be played is not played", () => {
  expect(Object.keys(UNPLAYED).filter(entry => played.has(entry))).toEqual([]);
});

describe.skipIf(!existsSync(CATALOGUE))("With the catalogue at hand (needs ../shared/domain/failure-modes.md)", () => {
  const text = existsSync(CATALOGUE) ? readFileSync(CATALOGUE, "utf8") : "";

  test("each text stands in it, letter by letter", () => {
    const texts = rows.flatMap(row => row.texts.map(({ catalogue }) => catalogue));
    const lines = text.split("\n");
    expect(texts.filter(one => !lines.some(line => holds(line, one)))).toEqual([]);
  });

  test("each entry that is visible in a cluster is played, or has its reason", () => {
    const visible = visibleEntries(text);
    expect(visible.length).toBeGreaterThan(90);
    expect(visible.filter(entry => !played.has(entry) && !(entry in UNPLAYED))).toEqual([]);
  });
});

/** Where a program pads or goes on before the rest, the table has an ellipsis, and the catalogue a space or nothing. */
function holds(line: string, text: string): boolean {
  if (line.includes(text)) return true;
  let from = 0;
  return text.split("…").every(part => {
    const at = line.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

/** Those whose "visible in" has a C: headings of their own, and lines of the table of the short ones. */
function visibleEntries(text: string): string[] {
  const headings = [...text.matchAll(/^#### ([SF]\d\d) .*?— ([^\n]*)$/gm)];
  const lines = [...text.matchAll(/^\| (F\d\d) `[^`]*` ([MWCA, ]+) \|/gm)];
  return [...headings, ...lines]
    .filter(([, , places = ""]) => /\bC\b/.test(places))
    .flatMap(([, entry]) => entry ?? []);
}
