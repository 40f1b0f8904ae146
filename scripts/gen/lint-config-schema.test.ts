// The schema that editors get for `.seldonlint.yaml` and the reader say the same of every configuration.
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LintConfigFile } from "../../schemas/src/index.ts";
import { allRules, readConfig } from "../../server/src/core/index.ts";
import { lintConfigSchema } from "./json-schemas.ts";

const accepts = new Ajv({ strict: false }).compile(lintConfigSchema());

const name = fc.constantFrom("TORCH_SERVER", "threads", "vendor/**", "");
const names = fc.array(fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: fc.constant(5) }), {
  maxLength: 3,
});
const level = fc.constantFrom("off", "error", "warning", "information", "hint", "warn", null, 1);
const version = fc.constantFrom("1.17.1", "v1.15", "1.18", 1.16, 1.31, "1.31.2", "2.0", "latest", null, 2, true);
const config = fc.record(
  {
    seldonVersion: version,
    kubernetesVersion: version,
    rules: fc.oneof(fc.constantFrom(null, []), fc.dictionary(fc.constantFrom("traffic-sum", "no-such-rule"), level)),
    ignore: fc.oneof(names, fc.constantFrom(null, "vendor")),
    templates: names,
    servers: fc.oneof(
      names,
      fc.dictionary(
        fc.constantFrom("TORCH_SERVER", "", "SKLEARN_SERVER"),
        fc.oneof(
          fc.constant(null),
          fc.constant("x"),
          fc.record({ parameters: names, protocols: fc.array(fc.constantFrom("v2", "v3")) }, { requiredKeys: [] }),
        ),
      ),
    ),
    servres: fc.constant([]),
  },
  { requiredKeys: [] },
);

test("the schema accepts what the reader takes without a word, and nothing else", () => {
  fc.assert(
    fc.property(config, given => {
      // JSON is YAML; an empty pattern and an empty name are the only strings they could part on.
      const { problems } = readConfig(JSON.stringify(given));
      expect(accepts(given), problems.map(problem => problem.message).join("\n")).toBe(problems.length === 0);
    }),
    { numRuns: 2_000 },
  );
});

test("the contract is as strict, but for the names of rules and the versions it cannot know", () => {
  fc.assert(
    fc.property(config, given => {
      if (accepts(given)) expect(LintConfigFile.safeParse(given).success).toBe(true);
    }),
  );
});

test("every rule has its title there, for completion", () => {
  const text = JSON.stringify(lintConfigSchema());
  for (const { meta } of allRules) expect(text).toContain(`"${meta.id}":{"type":"string"`);
});
