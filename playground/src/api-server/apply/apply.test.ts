// Server-side apply on the wire. Expectations were compared with a real server (1.20.2) running the same steps.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playgroundCrds } from "../crds/playground-crds.ts";
import { isObject, listAt, textAt, valueAt } from "../../support/json.ts";
import { startTestServer, type Answer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => (server = await startTestServer({ crds: playgroundCrds() })));
afterAll(() => server.api.close());

const DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
const SELDON = "/apis/machinelearning.seldon.io/v1/namespaces/default/seldondeployments";
const APPLY = { contentType: "application/apply-patch+yaml" };

const apply = (path: string, manager: string, body: object, isForced = false): Promise<Answer> =>
  server.send("PATCH", `${path}?fieldManager=${manager}${isForced ? "&force=true" : ""}`, body, APPLY);

function deployment(name: string, spec: object, container: object = {}): object {
  const containers = [{ name: "c", image: "i", ...container }];
  const template = { metadata: { labels: { a: "b" } }, spec: { containers } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: { selector: { matchLabels: { a: "b" } }, template, ...spec },
  };
}

const managers = (body: unknown): string[] =>
  listAt(body, "metadata", "managedFields").map(entry => `${textAt(entry, "operation")} ${textAt(entry, "manager")}`);

describe("a Deployment", () => {
  test("is created, and its fields are the applier's", async () => {
    const { code, body } = await apply(`${DEPLOYMENTS}/a`, "one", deployment("a", { replicas: 2 }));
    expect(code).toBe(201);
    expect(managers(body)).toEqual(["Apply one"]);
    expect(valueAt(listAt(body, "metadata", "managedFields")[0], "fieldsV1", "f:spec")).toEqual({
      "f:replicas": {},
      "f:selector": {},
      "f:template": {
        "f:metadata": { "f:labels": { "f:a": {} } },
        "f:spec": { "f:containers": { 'k:{"name":"c"}': { ".": {}, "f:image": {}, "f:name": {} } } },
      },
    });
  });

  test("another manager's other value is a conflict that names the field", async () => {
    const { code, body } = await apply(`${DEPLOYMENTS}/a`, "two", deployment("a", { replicas: 3 }, { image: "j" }));
    expect(code).toBe(409);
    expect(valueAt(body, "message")).toBe(
      'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.replicas\n- .spec.template.spec.containers[name="c"].image',
    );
    expect(valueAt(body, "details", "causes")).toEqual([
      { reason: "FieldManagerConflict", message: 'conflict with "one"', field: ".spec.replicas" },
      {
        reason: "FieldManagerConflict",
        message: 'conflict with "one"',
        field: '.spec.template.spec.containers[name="c"].image',
      },
    ]);
  });

  test("force takes the field over", async () => {
    const { code, body } = await apply(`${DEPLOYMENTS}/a`, "two", deployment("a", { replicas: 3 }), true);
    expect([code, valueAt(body, "spec", "replicas")]).toEqual([200, 3]);
    const one = listAt(body, "metadata", "managedFields").find(entry => textAt(entry, "manager") === "one");
    expect(isObject(valueAt(one, "fieldsV1", "f:spec", "f:replicas"))).toBe(false);
  });

  test("an update by others is told with its API version", async () => {
    const merge = { contentType: "application/merge-patch+json" };
    await server.send("PATCH", `${DEPLOYMENTS}/a?fieldManager=hand`, { spec: { replicas: 7 } }, merge);
    const { body } = await apply(`${DEPLOYMENTS}/a`, "two", deployment("a", { replicas: 3 }));
    expect(valueAt(body, "message")).toBe(
      'Apply failed with 1 conflict: conflict with "hand" using apps/v1: .spec.replicas',
    );
  });

  test("who creates by hand holds what the real server says", async () => {
    const { body } = await server.send("POST", `${DEPLOYMENTS}?fieldManager=hand`, deployment("h", { replicas: 2 }));
    const [entry] = listAt(body, "metadata", "managedFields");
    expect(valueAt(entry, "fieldsV1", "f:spec")).toMatchObject({
      "f:replicas": {},
      "f:selector": {},
      "f:strategy": { "f:rollingUpdate": { ".": {}, "f:maxSurge": {}, "f:maxUnavailable": {} }, "f:type": {} },
      "f:template": { "f:metadata": { "f:labels": { ".": {}, "f:a": {} } } },
    });
    expect(valueAt(entry, "fieldsV1", "f:spec")).not.toHaveProperty(["."]);
  });

  test("what the applier no longer names is removed, what the server filled in stays", async () => {
    const port = { ports: [{ containerPort: 80 }], env: [{ name: "X", value: "1" }] };
    await apply(`${DEPLOYMENTS}/b`, "one", deployment("b", { replicas: 2 }, port));
    const { body } = await apply(`${DEPLOYMENTS}/b`, "one", deployment("b", {}));
    const [container] = listAt(body, "spec", "template", "spec", "containers");
    expect(valueAt(body, "spec", "replicas")).toBe(1);
    expect(container).not.toHaveProperty("ports");
    expect(container).not.toHaveProperty("env");
    expect(container).toMatchObject({ name: "c", terminationMessagePath: "/dev/termination-log" });
  });

  test("applying the same again changes nothing", async () => {
    const first = await apply(`${DEPLOYMENTS}/c`, "one", deployment("c", {}));
    const second = await apply(`${DEPLOYMENTS}/c`, "one", deployment("c", {}));
    expect(valueAt(second.body, "metadata", "resourceVersion")).toBe(
      valueAt(first.body, "metadata", "resourceVersion"),
    );
  });

  test("a field that is not declared is refused", async () => {
    const { code, body } = await apply(`${DEPLOYMENTS}/d`, "one", deployment("d", { replicaz: 2 }));
    expect([code, valueAt(body, "message")]).toEqual([
      500,
      "failed to create typed patch object (default/d; apps/v1, Kind=Deployment): .spec.replicaz: field not declared in schema",
    ]);
  });

  test("without a manager it is refused", async () => {
    const { code, body } = await server.send("PATCH", `${DEPLOYMENTS}/d`, deployment("d", {}), APPLY);
    expect([code, valueAt(body, "message")]).toEqual([
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ]);
  });
});

describe("a SeldonDeployment", () => {
  const predictor = (name: string, traffic: number): object => ({ name, traffic, graph: { name: "m" } });
  const seldon = (...predictors: object[]): object => ({
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: "s" },
    spec: { predictors },
  });

  test("has its predictors as one piece: whoever changes one takes the whole list", async () => {
    await apply(`${SELDON}/s`, "one", seldon(predictor("a", 50), predictor("b", 50)));
    const { code, body } = await apply(`${SELDON}/s`, "two", seldon(predictor("a", 10), predictor("b", 90)));
    expect(code).toBe(409);
    expect(valueAt(body, "message")).toBe('Apply failed with 1 conflict: conflict with "one": .spec.predictors');
    const forced = await apply(`${SELDON}/s`, "two", seldon(predictor("a", 100)), true);
    expect(valueAt(forced.body, "spec", "predictors")).toHaveLength(1);
  });

  test("is served in all its versions", async () => {
    const { body } = await server.send("GET", SELDON.replace("/v1/", "/v1alpha3/"));
    expect(body).toMatchObject({ apiVersion: "machinelearning.seldon.io/v1alpha3", kind: "SeldonDeploymentList" });
    expect(textAt(listAt(body, "items")[0], "apiVersion")).toBe("machinelearning.seldon.io/v1alpha3");
  });
});
