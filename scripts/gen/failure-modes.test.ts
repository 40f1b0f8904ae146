import { expect, test } from "vitest";
import { SIGNATURES } from "../../client/src/domain/signatures/registry.ts";
import { allRules } from "../../server/src/core/index.ts";
import { ENTRIES, REASONS } from "./failure-mode-reasons.ts";
import { failureModesPage, knownFailureModes } from "./failure-modes.ts";

const modes = knownFailureModes();

test("has every entry of the catalogue once: S01 to S59, W01 to W27, F01 to F74", () => {
  const numbered = (letter: string, last: number): string[] =>
    Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, "0")}`);
  expect(modes.map(({ id }) => id)).toEqual([...numbered("S", 59), ...numbered("W", 27), ...numbered("F", 74)]);
});

test("every entry is known by a rule or a signature, or has a reason why not", () => {
  const unknown = modes.filter(
    ({ rules, signatures, reason }) => rules.length === 0 && signatures.length === 0 && reason === undefined,
  );
  expect(unknown.map(({ id, title }) => `${id} ${title}`)).toEqual([]);
});

test("no reason is left of an entry that something knows by now", () => {
  const stale = modes.filter(
    ({ id, rules, signatures }) => REASONS[id] !== undefined && rules.length + signatures.length > 0,
  );
  expect(stale.map(({ id }) => id)).toEqual([]);
});

test("rules and signatures name entries of the catalogue only", () => {
  const known = new Set(ENTRIES.map(([id]) => id));
  const named = [...allRules.map(({ meta }) => meta), ...SIGNATURES].flatMap(({ id, failureModes }) =>
    failureModes.filter(mode => !known.has(mode)).map(mode => `${id}: ${mode}`),
  );
  expect(named).toEqual([]);
  expect(Object.keys(REASONS).filter(id => !known.has(id))).toEqual([]);
});

test("the page has a row for each, with links to the rules' pages", () => {
  const { text } = failureModesPage();
  for (const { id, title } of modes) expect(text).toContain(`| ${id} | ${title} | `);
  expect(text).toContain("| S31 | traffic-sum-not-100 | [traffic-sum](rules/traffic-sum.md)");
  expect(text).toContain("| S13 | executor-ready-check-refused | live: ");
  expect(text).not.toMatch(/\| *\|$/m);
});
