// Holds the schema of SeldonDeployment against manifests the real webhook accepted, and its words against the engine's.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { SeldonDeployment } from "../../schemas/src/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { seldonDeploymentSchema } from "../../scripts/gen/json-schemas.ts";
import {
  EXPLAINER_TYPES,
  parseStream,
  PROTOCOLS,
  seldonFacts,
  SERVER_TYPES,
  TRANSPORTS,
  UNIT_METHODS,
  UNIT_TYPES,
  type Cursor,
} from "../../server/src/core/index.ts";

const VERDICTS = path.join(projectRoot, "test/fixtures/webhook-verdicts.jsonl");
const Verdict = z.object({ id: z.string(), yaml: z.string(), valid: z.boolean() });

describe("measured verdicts", () => {
  test("every manifest the webhook accepts passes the schema", () => {
    const accepted = readFileSync(VERDICTS, "utf8")
      .split("\n")
      .filter(line => line !== "")
      .map(line => Verdict.parse(JSON.parse(line)))
      .filter(verdict => verdict.valid);
    const refused = accepted.flatMap(({ id, yaml }) => {
      const result = SeldonDeployment.safeParse(read(yaml));
      return result.success ? [] : [`${id}: ${z.prettifyError(result.error)}`];
    });
    expect(accepted.length).toBeGreaterThan(100);
    expect(refused).toEqual([]);
  });
});

describe("proposed words", () => {
  test.each([
    ["SeldonDeploymentSpec", "protocol", PROTOCOLS],
    ["SeldonDeploymentSpec", "transport", TRANSPORTS],
    ["SeldonDeploymentSpec", "serverType", SERVER_TYPES],
    ["PredictiveUnit", "implementation", [...Object.keys(seldonFacts().servers), "RANDOM_ABTEST"]],
    ["PredictiveUnit", "type", UNIT_TYPES],
    ["PredictiveUnit", "methods", UNIT_METHODS],
    ["Explainer", "type", EXPLAINER_TYPES],
  ])("%s.%s proposes what the engine knows", async (definition, field, known) => {
    const words = (await proposals()).get(`${definition}.${field}`) ?? [];
    expect([...words].sort()).toEqual([...known].sort());
  });
});

const Proposals = z.object({ anyOf: z.tuple([z.object({ enum: z.array(z.string()) }), z.unknown()]) });
const Definitions = z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() }));

async function proposals(): Promise<Map<string, readonly string[]>> {
  const { definitions } = await seldonDeploymentSchema();
  const words = new Map<string, readonly string[]>();
  for (const [definition, { properties }] of Object.entries(Definitions.parse(definitions))) {
    for (const [field, schema] of Object.entries(properties ?? {})) {
      const own = Proposals.safeParse(schema);
      const ofItems = z.object({ items: Proposals }).safeParse(schema);
      const found = own.data ?? ofItems.data?.items;
      if (found) words.set(`${definition}.${field}`, found.anyOf[0].enum);
    }
  }
  return words;
}

/** The manifest as the API server decodes it: a null counts as absent. */
function read(yaml: string): unknown {
  const [first] = parseStream(yaml).documents;
  return first && plain(first.document.cursor());
}

function plain(cursor: Cursor): unknown {
  if (cursor.sequence) return cursor.items().map(plain);
  if (!cursor.map) return cursor.scalar?.value;
  return Object.fromEntries(cursor.entries().flatMap(entry => (entry.isEmpty ? [] : [[entry.name, plain(entry)]])));
}
