// Reading and writing through the wire: what a client sends and what the real server would answer (texts from 1.20.2 and 1.27).
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/test-server.ts";
import { valueAt } from "../support/json.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ history: 20 });
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

describe("create", () => {
  test("gives uid, time and revision, and keeps what was sent", async () => {
    const { code, body } = await server.send("POST", MAPS, map("one", { k: "v" }));
    expect(code).toBe(201);
    expect(body).toMatchObject({ kind: "ConfigMap", data: { k: "v" }, metadata: { namespace: "a", name: "one" } });
    expect(valueAt(body, "metadata", "uid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(valueAt(body, "metadata", "creationTimestamp")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test.each([
    [MAPS, map("one"), 409, 'configmaps "one" already exists'],
    ["/api/v1/namespaces/nope/configmaps", map("x"), 404, 'namespaces "nope" not found'],
    [MAPS, { ...map("x"), kind: "Secret" }, 400, "Secret in version"],
    [
      MAPS,
      { metadata: { name: "x", resourceVersion: "1" } },
      400,
      "resourceVersion should not be set on objects to be created",
    ],
    [MAPS, { metadata: { name: "x", namespace: "b" } }, 400, "the namespace of the provided object does not match"],
    [
      MAPS,
      { metadata: {} },
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    ["/api/v1/namespaces/a/nothing", map("x"), 404, "the server could not find the requested resource"],
    [`${MAPS}?dryRun=Some`, map("x"), 422, 'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value'],
  ])("POST %s is refused", async (path, body, code, text) => {
    const answer = await server.send("POST", path, body);
    expect(answer.code).toBe(code);
    expect(valueAt(answer.body, "message")).toContain(text);
  });

  test("makes up a name from generateName", async () => {
    const { body } = await server.send("POST", MAPS, { metadata: { generateName: "gen-" } });
    expect(valueAt(body, "metadata", "name")).toMatch(/^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test("with dryRun=All nothing is stored", async () => {
    expect((await server.send("POST", `${MAPS}?dryRun=All`, map("dry"))).code).toBe(201);
    expect((await server.send("GET", `${MAPS}/dry`)).code).toBe(404);
  });
});

describe("field validation", () => {
  const deployment = (spec: object): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d" },
    spec: {
      selector: { matchLabels: { a: "b" } },
      template: { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "i" }] } },
      ...spec,
    },
  });
  const path = "/apis/apps/v1/namespaces/a/deployments?dryRun=All&fieldValidation=";

  test("Strict refuses unknown and duplicate fields", async () => {
    const { code, body } = await server.send("POST", `${path}Strict`, deployment({ replicaz: 1 }));
    expect(code).toBe(400);
    expect(valueAt(body, "message")).toBe(
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicaz"',
    );
    const twice = JSON.stringify(deployment({})).replace('"spec":{', '"spec":{"replicas":1,"replicas":2,');
    const second = await server.send("POST", `${path}Strict`, twice);
    expect(valueAt(second.body, "message")).toContain('strict decoding error: duplicate field "spec.replicas"');
  });

  test("Warn tells of them in a header, Ignore does not", async () => {
    const warned = await server.send("POST", `${path}Warn`, deployment({ replicaz: 1 }));
    expect(warned).toMatchObject({ code: 201, warnings: '299 - "unknown field \\"spec.replicaz\\""' });
    expect(await server.send("POST", `${path}Ignore`, deployment({ replicaz: 1 }))).toMatchObject({
      code: 201,
      warnings: undefined,
    });
  });

  test("a wrong type is refused in the words of Go", async () => {
    const { code, body } = await server.send("POST", `${path}Ignore`, deployment({ replicas: "three" }));
    expect(code).toBe(400);
    expect(valueAt(body, "message")).toBe(
      'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    );
  });
});

describe("lists", () => {
  beforeAll(async () => {
    for (const name of ["l1", "l2", "l3"]) await server.send("POST", MAPS, map(name));
  });
  const names = (body: unknown): unknown => {
    const items = valueAt(body, "items");
    return Array.isArray(items) ? items.map(item => valueAt(item, "metadata", "name")) : items;
  };

  test("pages are of one revision", async () => {
    const first = await server.send("GET", `${MAPS}?limit=2&labelSelector=app+in+(l1,l2,l3)`);
    expect(names(first.body)).toEqual(["l1", "l2"]);
    await server.send("DELETE", `${MAPS}/l3`);
    const token = String(valueAt(first.body, "metadata", "continue"));
    const second = await server.send("GET", `${MAPS}?limit=2&labelSelector=app+in+(l1,l2,l3)&continue=${token}`);
    expect(names(second.body)).toEqual(["l3"]);
    expect(valueAt(second.body, "metadata", "resourceVersion")).toBe(
      valueAt(first.body, "metadata", "resourceVersion"),
    );
  });

  test("a page that is too old is answered with 410", async () => {
    const first = await server.send("GET", `${MAPS}?limit=1`);
    for (let index = 0; index < 50; index++) await server.send("PUT", `${MAPS}/l1`, map("l1", { n: String(index) }));
    const token = String(valueAt(first.body, "metadata", "continue"));
    const { code, body } = await server.send("GET", `${MAPS}?limit=1&continue=${token}`);
    expect(code).toBe(410);
    expect(valueAt(body, "message")).toContain("The provided continue parameter is too old");
  });

  test.each([
    ["labelSelector=app%3Dl1", ["l1"]],
    ["labelSelector=app!%3Dl1,app+in+(l1,l2)", ["l2"]],
    ["labelSelector=!app&fieldSelector=metadata.name%3Dl1", []],
    ["fieldSelector=metadata.name%3Dl2", ["l2"]],
  ])("%s", async (query, expected) => {
    expect(names((await server.send("GET", `${MAPS}?${query}`)).body)).toEqual(expected);
  });

  test("a field without an index is refused", async () => {
    const { code, body } = await server.send("GET", "/api/v1/pods?fieldSelector=spec.foo%3D1");
    expect([code, valueAt(body, "message")]).toEqual([400, "field label not supported: spec.foo"]);
  });

  test("as a Table there are columns and rows", async () => {
    const { body } = await server.send("GET", `${MAPS}?fieldSelector=metadata.name%3Dl1`, undefined, {
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
    });
    expect(body).toMatchObject({
      kind: "Table",
      columnDefinitions: [{ name: "Name", format: "name" }, { name: "Data" }, { name: "Age" }],
      rows: [{ object: { kind: "PartialObjectMetadata", metadata: { name: "l1" } } }],
    });
  });
});

describe("update", () => {
  test("with an old resourceVersion is a conflict", async () => {
    const { body } = await server.send("POST", MAPS, map("u"));
    await server.send("PUT", `${MAPS}/u`, map("u", { a: "1" }));
    const stale = {
      ...map("u"),
      metadata: { name: "u", resourceVersion: valueAt(body, "metadata", "resourceVersion") },
    };
    const answer = await server.send("PUT", `${MAPS}/u`, stale);
    expect(answer.code).toBe(409);
    expect(valueAt(answer.body, "message")).toBe(
      'Operation cannot be fulfilled on configmaps "u": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  test("that changes nothing keeps the resourceVersion", async () => {
    const first = await server.send("PUT", `${MAPS}/u`, map("u", { a: "2" }));
    const second = await server.send("PUT", `${MAPS}/u`, map("u", { a: "2" }));
    expect(valueAt(second.body, "metadata", "resourceVersion")).toBe(
      valueAt(first.body, "metadata", "resourceVersion"),
    );
  });

  test("generation counts changes of the spec, and status stays apart", async () => {
    const path = "/apis/apps/v1/namespaces/a/deployments";
    const template = { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "i" }] } };
    const spec = { replicas: 1, selector: { matchLabels: { a: "b" } }, template };
    await server.send("POST", path, { metadata: { name: "g" }, spec, status: { replicas: 9 } });
    const merge = { contentType: "application/merge-patch+json" };
    const status = await server.send(
      "PATCH",
      `${path}/g/status`,
      { status: { replicas: 3 }, spec: { replicas: 8 } },
      merge,
    );
    expect(status.body).toMatchObject({ metadata: { generation: 1 }, spec: { replicas: 1 }, status: { replicas: 3 } });
    const changed = await server.send("PATCH", `${path}/g`, { spec: { replicas: 2 }, status: { replicas: 7 } }, merge);
    expect(changed.body).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 2 }, status: { replicas: 3 } });
    const scale = await server.send("PATCH", `${path}/g/scale`, { spec: { replicas: 5 } }, merge);
    expect(scale.body).toMatchObject({
      kind: "Scale",
      spec: { replicas: 5 },
      status: { replicas: 3, selector: "a=b" },
    });
    const frozen = await server.send("PATCH", `${path}/g`, { spec: { selector: { matchLabels: { a: "c" } } } }, merge);
    expect(valueAt(frozen.body, "message")).toContain("field is immutable");
  });
});

describe("patch", () => {
  test("a JSON patch whose test fails is refused as a whole", async () => {
    await server.send("POST", MAPS, map("p", { a: "1" }));
    const patch = [
      { op: "replace", path: "/data/a", value: "2" },
      { op: "test", path: "/data/a", value: "1" },
    ];
    const { code, body } = await server.send("PATCH", `${MAPS}/p`, patch, {
      contentType: "application/json-patch+json",
    });
    expect([code, valueAt(body, "reason"), valueAt(body, "message")]).toEqual([
      422,
      "Invalid",
      "the server rejected our request due to an error in our request",
    ]);
    expect((await server.send("GET", `${MAPS}/p`)).body).toMatchObject({ data: { a: "1" } });
  });

  test("a merge patch removes with null", async () => {
    const { body } = await server.send(
      "PATCH",
      `${MAPS}/p`,
      { data: { a: null, b: "2" } },
      { contentType: "application/merge-patch+json" },
    );
    expect(valueAt(body, "data")).toEqual({ b: "2" });
  });

  test("other media types are refused with 415", async () => {
    expect((await server.send("PATCH", `${MAPS}/p`, {}, { contentType: "application/json" })).code).toBe(415);
  });
});

describe("delete", () => {
  test("answers with what is gone, and 404 the second time", async () => {
    await server.send("POST", MAPS, map("x"));
    expect((await server.send("DELETE", `${MAPS}/x`)).body).toMatchObject({
      status: "Success",
      details: { name: "x", kind: "configmaps" },
    });
    expect((await server.send("DELETE", `${MAPS}/x`)).code).toBe(404);
  });

  test("a precondition that does not hold is a conflict", async () => {
    await server.send("POST", MAPS, map("y"));
    expect((await server.send("DELETE", `${MAPS}/y`, { preconditions: { uid: "other" } })).code).toBe(409);
  });

  test("finalizers hold an object until they are taken away", async () => {
    await server.send("POST", MAPS, { metadata: { name: "f", finalizers: ["example.com/f"] } });
    expect(valueAt((await server.send("DELETE", `${MAPS}/f`)).body, "metadata", "deletionTimestamp")).toBeDefined();
    const patch = [{ op: "remove", path: "/metadata/finalizers" }];
    await server.send("PATCH", `${MAPS}/f`, patch, { contentType: "application/json-patch+json" });
    expect((await server.send("GET", `${MAPS}/f`)).code).toBe(404);
  });

  test("Foreground leaves word for the garbage collector", async () => {
    await server.send("POST", MAPS, map("fg"));
    const { body } = await server.send("DELETE", `${MAPS}/fg`, { propagationPolicy: "Foreground" });
    expect(valueAt(body, "metadata", "finalizers")).toEqual(["foregroundDeletion"]);
  });

  test("a pod on a node is given its grace, and goes with a second delete of 0", async () => {
    const pods = "/api/v1/namespaces/a/pods";
    await server.send("POST", pods, {
      metadata: { name: "p" },
      spec: { nodeName: "n", containers: [{ name: "c", image: "i" }] },
    });
    const { body } = await server.send("DELETE", `${pods}/p`);
    expect(body).toMatchObject({ kind: "Pod", metadata: { deletionGracePeriodSeconds: 30 } });
    await server.send("DELETE", `${pods}/p`, { gracePeriodSeconds: 0 });
    expect((await server.send("GET", `${pods}/p`)).code).toBe(404);
  });

  test("a namespace is emptied and goes", async () => {
    await server.send("POST", "/api/v1/namespaces", { metadata: { name: "short" } });
    await server.send("POST", "/api/v1/namespaces/short/configmaps", map("inside"));
    const watch = await server.watch("/api/v1/namespaces?watch=1&fieldSelector=metadata.name%3Dshort");
    expect(valueAt((await server.send("DELETE", "/api/v1/namespaces/short")).body, "status", "phase")).toBe(
      "Terminating",
    );
    expect(await watch.next(3)).toEqual(["ADDED short", "MODIFIED short", "DELETED short"]);
    watch.close();
    expect((await server.send("GET", "/api/v1/namespaces/short/configmaps/inside")).code).toBe(404);
  });
});
