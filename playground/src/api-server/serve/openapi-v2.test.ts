// OpenAPI v2: every reference leads somewhere, nothing is said that version 2 has no words for.
import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject, objectAt } from "../../support/json.ts";
import { playgroundCrds } from "../crds/playground-crds.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let document: Record<string, unknown> = {};

beforeAll(async () => {
  server = await startTestServer({ crds: playgroundCrds() });
  const { body } = await server.send("GET", "/openapi/v2");
  document = isObject(body) ? body : {};
});
afterAll(() => server.api.close());

/** Every schema of the document, wherever it stands. */
function schemasIn(value: unknown): Record<string, unknown>[] {
  if (!isObject(value)) return [];
  const inner = [value["items"], value["additionalProperties"], ...Object.values(objectAt(value, "properties"))];
  return [value, ...inner.flatMap(schemasIn)];
}

function definitions(): Record<string, unknown> {
  return isObject(document["definitions"]) ? document["definitions"] : {};
}

test("references lead to definitions, and no schema has words that version 2 does not know", () => {
  const all = Object.values(definitions()).flatMap(schemasIn);
  expect(all.length).toBeGreaterThan(2_000);
  const lost = all.filter(
    ({ $ref }) => typeof $ref === "string" && !($ref.replace("#/definitions/", "") in definitions()),
  );
  expect(lost).toEqual([]);
  for (const word of ["anyOf", "oneOf", "not", "nullable"]) expect(all.filter(schema => word in schema)).toEqual([]);
});

test("kinds are found by group, version and kind, and lists tell how they are merged", () => {
  const kinds = Object.values(definitions()).flatMap(schema =>
    isObject(schema) && Array.isArray(schema["x-kubernetes-group-version-kind"])
      ? [JSON.stringify(schema["x-kubernetes-group-version-kind"])]
      : [],
  );
  expect(kinds).toContain('[{"group":"apps","version":"v1","kind":"Deployment"}]');
  expect(kinds).toContain('[{"group":"machinelearning.seldon.io","version":"v1","kind":"SeldonDeployment"}]');
  expect(definitions()["io.k8s.api.v1.PodSpec"]).toMatchObject({
    properties: { containers: { "x-kubernetes-patch-merge-key": "name", "x-kubernetes-patch-strategy": "merge" } },
  });
});
