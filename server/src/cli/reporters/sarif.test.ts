// SARIF, held against the standard's schema and against what GitHub asks beyond it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { AWKWARD, EXAMPLE } from "../../../../test/support/example-findings.ts";
import { allRules } from "../../core/index.ts";
import { sarifReport } from "./sarif.ts";

const accepts = compileSchema();

describe("is valid", () => {
  test.each([
    ["without files", []],
    ["without findings", [{ path: "clean.yaml", findings: [] }]],
    ["with everything", AWKWARD],
  ])("%s", (_, files) => {
    expect([accepts(JSON.parse(sarifReport(files, { isComplete: true }))), accepts.errors]).toEqual([true, null]);
  });

  test("and the schema would notice what other tools were refused for", () => {
    const log: unknown = JSON.parse(sarifReport(AWKWARD, { isComplete: true }));
    for (const broken of ['"artifactChanges": []', '"replacements": []']) {
      const name = broken.split('"')[1] ?? "";
      const text = JSON.stringify(log, (key, value: unknown) => (key === name ? [] : value));
      expect(accepts(JSON.parse(text)), broken).toBe(false);
    }
  });
});

const Run = z.object({
  tool: z.object({
    driver: z.object({
      rules: z.array(
        z.object({ id: z.string(), help: z.object({ text: z.string().min(1), markdown: z.string().min(1) }) }),
      ),
    }),
  }),
  invocations: z.array(z.object({ executionSuccessful: z.boolean() })),
  results: z.array(
    z.object({
      ruleId: z.string(),
      ruleIndex: z.int(),
      level: z.string(),
      message: z.object({ text: z.string().min(1) }),
      locations: z.array(
        z.object({
          physicalLocation: z.object({
            artifactLocation: z.object({ uri: z.string() }),
            region: z.object({ startLine: z.int(), startColumn: z.int(), endLine: z.int(), endColumn: z.int() }),
          }),
        }),
      ),
      partialFingerprints: z.record(z.string(), z.string()),
      fixes: z
        .array(z.object({ artifactChanges: z.array(z.object({ replacements: z.array(z.looseObject({})) })) }))
        .optional(),
    }),
  ),
});

function runOf(...given: Parameters<typeof sarifReport>): z.infer<typeof Run> {
  const { runs } = z
    .object({ version: z.literal("2.1.0"), runs: z.tuple([Run]) })
    .parse(JSON.parse(sarifReport(...given)));
  return runs[0];
}

test("every rule is described, and every result points at its own", () => {
  const { tool, results } = runOf(AWKWARD, { isComplete: true });
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(allRules.map(({ meta }) => meta.id));
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

test("places count from one, levels are SARIF's, addresses are escaped", () => {
  const { results } = runOf(AWKWARD, { isComplete: true });
  expect(results.map(({ level }) => level)).toEqual(["error", "error", "warning", "note", "note"]);
  const place = results[0]?.locations[0]?.physicalLocation;
  expect(place?.region).toEqual({ startLine: 14, startColumn: 16, endLine: 14, endColumn: 18 });
  expect(place?.artifactLocation.uri).toBe("k8s/bad%2C%20worse%3A%20100%25.yaml");
  expect(new URL(place?.artifactLocation.uri ?? "", "file:///repository/").pathname).toBe(
    "/repository/k8s/bad%2C%20worse%3A%20100%25.yaml",
  );
});

test("only fixes that change something are there, and no field is empty", () => {
  const { results } = runOf(AWKWARD, { isComplete: true });
  expect(results.map(({ fixes }) => fixes?.length)).toEqual([undefined, undefined, 2, undefined, undefined]);
  const empty: string[] = [];
  JSON.parse(sarifReport(AWKWARD, { isComplete: true }), (key, value: unknown) => {
    if (["{}", "[]", '""', "null"].includes(JSON.stringify(value))) empty.push(key);
    return value;
  });
  expect(empty).toEqual([]);
});

test("fingerprints tell findings apart and outlive moved lines", () => {
  const prints = (line: number): string[] => {
    const moved = { ...EXAMPLE, range: { start: { line, character: 0 }, end: { line, character: 1 } } };
    return runOf([{ path: "a.yaml", findings: [moved, moved] }], { isComplete: true }).results.flatMap(result =>
      Object.values(result.partialFingerprints),
    );
  };
  expect(prints(3)).toEqual(prints(99));
  expect(new Set(prints(3)).size).toBe(2);
});

test("a run that could not do everything says so", () => {
  expect(runOf([], { isComplete: false }).invocations).toEqual([{ executionSuccessful: false }]);
});

function compileSchema(): ReturnType<Ajv["compile"]> {
  const require = createRequire(import.meta.url);
  const file = require.resolve("@microsoft/sarif-matcher-utils/lib/schemas/sarif-2.1.0-rtm.5.json");
  const schema = z.looseObject({}).parse(JSON.parse(readFileSync(file, "utf8")));
  // The schema calls itself draft-04, which Ajv no longer knows; it uses nothing that has changed since.
  expect(JSON.stringify(schema)).not.toMatch(/"exclusiveM(in|ax)imum":(true|false)/);
  const { $schema: _draft, id: _id, ...rest } = schema;
  return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rest);
}
