// Holds mistakes and defaults of built-in kinds against what a real API server (1.20) answered to the same objects.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { isObject, type JsonObject, objectAt } from "../../support/json.ts";
import { BUILTIN_RESOURCES } from "../builtin-resources.ts";
import { preparedCreate } from "../kinds/preparation.ts";
import { applyDefaults } from "./apply-defaults.ts";
import { invalidStatus } from "./invalid-status.ts";
import { textOf } from "./json-values.ts";
import { validateBuiltin } from "./validate-builtin.ts";

const Verdict = z.object({
  id: z.string(),
  plural: z.string(),
  object: z.record(z.string(), z.unknown()),
  message: z.string().optional(),
  errors: z.array(z.string()).optional(),
  stored: z.record(z.string(), z.unknown()).optional(),
});

const FIXTURE = new URL("../../../../test/fixtures/builtin-verdicts.jsonl", import.meta.url);
const verdicts = readFileSync(FIXTURE, "utf8")
  .trim()
  .split("\n")
  .map(line => Verdict.parse(JSON.parse(line)));
const refused = verdicts.filter(verdict => verdict.errors !== undefined);
const stored = verdicts.filter(verdict => verdict.stored !== undefined);

/** Fields that Kubernetes has had only since 1.20, and those that have nothing to do with defaults. */
const NOT_COMPARED = new Set([
  "internalTrafficPolicy",
  "completionMode",
  "suspend",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-name",
  "controller-uid",
  "clusterIP",
  "clusterIPs",
  "ipFamilies",
  "ipFamilyPolicy",
  "serviceAccount",
  "serviceAccountName",
  "nodePort",
  "creationTimestamp",
]);

describe("mistakes, in Kubernetes' words and order", () => {
  test.each(refused)("$id", ({ plural, object, errors, message }) => {
    const found = validateBuiltin(plural, prepared(plural, object));
    // 1.20 names a few mistakes twice among its causes.
    const texts = found.map(({ field, detail }) => `${field}: ${detail}`);
    expect([...new Set(texts)]).toEqual([...new Set(errors)]);
    const [group = ""] = textOf(object["apiVersion"]).split("/v1");
    const name = textOf(objectAt(object, "metadata")["name"]);
    const status = invalidStatus(textOf(object["kind"]), group === "v1" ? "" : group, name, found);
    expect(status.message).toBe(message);
  });
});

describe("defaults", () => {
  test.each(stored)("$id", ({ plural, object, stored: expected }) => {
    const complete = prepared(plural, object);
    expect(validateBuiltin(plural, complete)).toEqual([]);
    const { apiVersion: _version, kind: _kind, metadata: _metadata, ...content } = complete;
    const { metadata: _stored, ...wanted } = expected ?? {};
    expect(compared(content)).toMatchObject(objectAt(compared(wanted)));
    expect(compared(wanted)).toMatchObject(objectAt(compared(withoutStatus(content))));
  });

  test("leave the object that is handed in as it is", () => {
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "x" }, spec: { containers: [{ name: "c" }] } };
    const before = structuredClone(pod);
    applyDefaults("pods", pod);
    expect(pod).toEqual(before);
  });
});

/** The object as it is when the API server judges it. */
function prepared(plural: string, object: JsonObject): JsonObject {
  const resource = BUILTIN_RESOURCES.find(candidate => candidate.plural === plural);
  if (!resource) throw new Error(`The playground has no ${plural}.`);
  const { name: _name, ...metadata } = objectAt(object, "metadata");
  const name = textOf(objectAt(object, "metadata")["name"]);
  const complete = {
    ...object,
    apiVersion: textOf(object["apiVersion"]),
    kind: textOf(object["kind"]),
    metadata: { ...metadata, name, namespace: "default" },
  };
  return applyDefaults(plural, preparedCreate(resource, complete, "2026-01-01T00:00:00Z"));
}

function withoutStatus({ status: _status, ...content }: JsonObject): JsonObject {
  return content;
}

/** Without the fields above, and without empty objects that either side may leave out. */
function compared(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compared);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !NOT_COMPARED.has(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, compared(item)]));
}
