// Requests that nobody means to send: names that every JavaScript object has, bodies that are too deep or too long, useless options.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/test-server.ts";
import { objectAt, valueAt } from "../support/json.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.send("POST", "/api/v1/namespaces", { metadata: { name: "a" } });
});
afterAll(() => server.api.close());

const MAPS = "/api/v1/namespaces/a/configmaps";
const map = (name: string, data: Record<string, string> = {}): object => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, labels: { app: name } },
  data,
});

describe("what nobody means to send", () => {
  test("a field named as JavaScript's own is unknown like any other", async () => {
    const strict = `${MAPS}?fieldValidation=Strict`;
    const { code, body } = await server.send("POST", strict, { ...map("own"), constructor: { a: 1 }, toString: "x" });
    expect(code).toBe(400);
    expect(valueAt(body, "message")).toContain('unknown field "constructor", unknown field "toString"');
    await server.send("POST", MAPS, map("own"));
    const patch = { contentType: "application/strategic-merge-patch+json" };
    const patched = await server.send("PATCH", `${MAPS}/own`, { constructor: { a: 1 }, data: { valueOf: "v" } }, patch);
    expect(patched.body).toMatchObject({ data: { valueOf: "v" } });
    expect(Object.keys(objectAt(patched.body))).not.toContain("constructor");
    const { body: listed } = await server.send("GET", `${MAPS}?labelSelector=constructor`);
    expect(valueAt(listed, "items")).toEqual([]);
    await server.send("DELETE", `${MAPS}/own`);
  });

  test.each(["application/json", "application/merge-patch+json", "application/apply-patch+yaml"])(
    "a field that would become an object's prototype is refused in %s",
    async contentType => {
      const text = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"p"},"data":{"__proto__":"x"}}';
      const isPatch = contentType !== "application/json";
      const path = isPatch ? `${MAPS}/p?fieldManager=test` : MAPS;
      const { code, body } = await server.send(isPatch ? "PATCH" : "POST", path, text, { contentType });
      expect([code, valueAt(body, "message")]).toEqual([400, 'the playground keeps no field of the name "__proto__"']);
    },
  );

  test("a body that goes down too far is refused before anything walks it", async () => {
    const text = `{"metadata":{"name":"deep"},"data":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
    const { code, body } = await server.send("POST", MAPS, text);
    expect([code, valueAt(body, "message")]).toEqual([400, "json: exceeded max depth"]);
  });

  test("a body that is too long is refused with 413", async () => {
    const { code } = await server.send("POST", MAPS, map("long", { a: "x".repeat(3_200_000) }));
    expect(code).toBe(413);
  });

  test.each([
    ["resourceVersionMatch=Exact", "resourceVersionMatch is forbidden unless resourceVersion is provided"],
    [
      "resourceVersionMatch=Exact&resourceVersion=0",
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    ],
    ["resourceVersionMatch=Newest&resourceVersion=1", 'Unsupported value: "Newest"'],
  ])("a list with %s is refused", async (query, why) => {
    const { code, body } = await server.send("GET", `${MAPS}?${query}`);
    expect(code).toBe(422);
    expect(valueAt(body, "message")).toContain(why);
  });
});
