// CustomResourceDefinitions that are posted while the server runs: served at once, pruned, validated, with status, scale and columns.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAt, textAt, valueAt } from "../support/json.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const WIDGETS = "/apis/example.com/v1/namespaces/default/widgets";
const MERGE = { contentType: "application/merge-patch+json" };

const schema = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      required: ["size"],
      properties: {
        size: { type: "integer", format: "int32", minimum: 1 },
        replicas: { type: "integer" },
        color: { type: "string", default: "red" },
      },
    },
    status: {
      type: "object",
      properties: { replicas: { type: "integer" }, phase: { type: "string" }, selector: { type: "string" } },
    },
  },
};
const version = (name: string): object => ({
  name,
  served: true,
  storage: name === "v1",
  schema: { openAPIV3Schema: schema },
  subresources: {
    status: {},
    scale: {
      specReplicasPath: ".spec.replicas",
      statusReplicasPath: ".status.replicas",
      labelSelectorPath: ".status.selector",
    },
  },
  additionalPrinterColumns: [
    { name: "Phase", type: "string", jsonPath: ".status.phase" },
    { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" },
  ],
});
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.example.com" },
  spec: {
    group: "example.com",
    names: { plural: "widgets", kind: "Widget", shortNames: ["wd"] },
    scope: "Namespaced",
    versions: [version("v1beta1"), version("v1")],
  },
};

beforeAll(async () => {
  server = await startTestServer();
  expect((await server.send("GET", WIDGETS)).code).toBe(404);
  const { code, body } = await server.send("POST", `${DEFINITIONS}?fieldValidation=Strict`, definition);
  expect(code).toBe(201);
  expect(listAt(body, "status", "conditions").map(entry => textAt(entry, "type"))).toEqual([
    "NamesAccepted",
    "Established",
  ]);
});
afterAll(() => server.api.close());

const widget = (name: string, spec: object): object => ({
  apiVersion: "example.com/v1",
  kind: "Widget",
  metadata: { name },
  spec,
});

test("discovery names it, the stable version first", async () => {
  const { body } = await server.send("GET", "/apis/example.com");
  expect(body).toMatchObject({
    preferredVersion: { version: "v1" },
    versions: [{ version: "v1" }, { version: "v1beta1" }],
  });
  const accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";
  const aggregated = await server.send("GET", "/apis", undefined, { accept });
  const found = listAt(aggregated.body, "items").find(item => textAt(item, "metadata", "name") === "example.com");
  expect(valueAt(listAt(found, "versions")[0], "resources")).toMatchObject([
    { resource: "widgets", shortNames: ["wd"], subresources: [{ subresource: "status" }, { subresource: "scale" }] },
  ]);
});

describe("objects", () => {
  test("get defaults, lose what the schema does not know, and their status", async () => {
    const { body } = await server.send("POST", WIDGETS, {
      ...widget("a", { size: 1, extra: 2 }),
      status: { phase: "x" },
    });
    expect(valueAt(body, "spec")).toEqual({ size: 1, color: "red" });
    expect(body).not.toHaveProperty("status");
    expect(valueAt(body, "metadata", "generation")).toBe(1);
  });

  test("unknown fields are refused with Strict", async () => {
    const { code, body } = await server.send(
      "POST",
      `${WIDGETS}?fieldValidation=Strict`,
      widget("b", { size: 1, extra: 2 }),
    );
    expect([code, valueAt(body, "message")]).toEqual([
      400,
      'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.extra"',
    ]);
  });

  test("values are judged by the schema", async () => {
    const { code, body } = await server.send("POST", WIDGETS, widget("b", { size: 0 }));
    expect([code, valueAt(body, "message")]).toEqual([
      422,
      'Widget.example.com "b" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
    ]);
    const missing = await server.send("POST", WIDGETS, widget("b", {}));
    expect(valueAt(missing.body, "message")).toContain("spec.size: Required value");
  });

  test("status and spec are written apart, and only the spec counts generations", async () => {
    const status = await server.send(
      "PATCH",
      `${WIDGETS}/a/status`,
      { status: { phase: "Good" }, spec: { size: 9 } },
      MERGE,
    );
    expect(status.body).toMatchObject({ spec: { size: 1 }, status: { phase: "Good" }, metadata: { generation: 1 } });
    const spec = await server.send("PATCH", `${WIDGETS}/a`, { status: { phase: "Bad" }, spec: { size: 2 } }, MERGE);
    expect(spec.body).toMatchObject({ spec: { size: 2 }, status: { phase: "Good" }, metadata: { generation: 2 } });
  });

  test("scale reads and writes where the definition says", async () => {
    await server.send("PATCH", `${WIDGETS}/a/status`, { status: { replicas: 2, selector: "a=b" } }, MERGE);
    const { body } = await server.send("PATCH", `${WIDGETS}/a/scale`, { spec: { replicas: 4 } }, MERGE);
    expect(body).toMatchObject({ kind: "Scale", spec: { replicas: 4 }, status: { replicas: 2, selector: "a=b" } });
    expect(valueAt((await server.send("GET", `${WIDGETS}/a`)).body, "spec", "replicas")).toBe(4);
  });

  test("tables have the definition's columns", async () => {
    const { body } = await server.send("GET", WIDGETS, undefined, {
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io",
    });
    expect(listAt(body, "columnDefinitions").map(column => textAt(column, "name"))).toEqual(["Name", "Phase", "Age"]);
    expect(valueAt(listAt(body, "rows")[0], "cells")).toEqual(["a", "Good", expect.stringMatching(/^\d+s$/)]);
  });

  test("a strategic merge patch is refused with 415", async () => {
    const answer = await server.send(
      "PATCH",
      `${WIDGETS}/a`,
      {},
      { contentType: "application/strategic-merge-patch+json" },
    );
    expect([answer.code, valueAt(answer.body, "message")]).toEqual([
      415,
      "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
    ]);
  });
});

test("with the definition its objects go", async () => {
  await server.send("DELETE", `${DEFINITIONS}/widgets.example.com`);
  expect((await server.send("GET", WIDGETS)).code).toBe(404);
  await server.send("POST", DEFINITIONS, definition);
  expect(listAt((await server.send("GET", WIDGETS)).body, "items")).toEqual([]);
});
