// Holds the webhook's rules against the verdicts of Seldon 1.17.1's real one, and says what those verdicts leave open.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { readLikeKubectl } from "./read-like-kubectl.ts";
import { validateSeldonDeployment } from "./validate-seldon-deployment.ts";

const Verdict = z.object({ id: z.string(), yaml: z.string(), valid: z.boolean(), errors: z.array(z.string()) });

const FIXTURE = new URL("../../../test/fixtures/webhook-verdicts.jsonl", import.meta.url);
const verdicts = readFileSync(FIXTURE, "utf8")
  .trim()
  .split("\n")
  .map(line => Verdict.parse(JSON.parse(line)));

describe("the real webhook's verdicts", () => {
  test("are 600, of which many refuse", () => {
    expect(verdicts).toHaveLength(600);
    expect(verdicts.filter(verdict => !verdict.valid).length).toBeGreaterThan(200);
  });

  // Texts, values and order are compared, character by character.
  test.each(verdicts)("$id", ({ yaml, valid, errors }) => {
    const found = validateSeldonDeployment(readLikeKubectl(yaml)).map(({ field, detail }) => `${field}: ${detail}`);
    expect(found).toEqual(errors);
    expect(found.length === 0).toBe(valid);
  });
});
