// Objects: reading, lists, every way of writing, and what the API server refuses.
import { expect, test } from "vitest";
import type { ResourceType } from "../../client/src/kube/port.ts";
import { CONFIG_MAP, configMap, conformance } from "./support/cluster.ts";
import { seldonDeployment, SELDON_DEPLOYMENT } from "./support/seldon-deployment.ts";

const DEPLOYMENT: ResourceType = {
  group: "apps",
  version: "v1",
  plural: "deployments",
  kind: "Deployment",
  isNamespaced: true,
};

conformance("Objects", cluster => {
  test("an object is created, read, changed and deleted", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const ref = { type: CONFIG_MAP, namespace, name: "a" };

    const created = await session.create(CONFIG_MAP, configMap(namespace, "a", { x: "1" }));
    expect(created.object).toMatchObject({ kind: "ConfigMap", apiVersion: "v1", data: { x: "1" } });
    expect(await session.get(ref)).toEqual(created.object);
    await session.mergePatch(ref, { data: { y: "2" } });
    expect((await session.get(ref)).data).toEqual({ x: "1", y: "2" });
    await session.delete(ref, { propagation: "Background" });
    await expect(session.get(ref)).rejects.toMatchObject({
      name: "KubeError",
      reason: "not-found",
      status: { code: 404, reason: "NotFound" },
    });
  });

  test("an object's metadata is read without its content, and tells when that was written", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(CONFIG_MAP, configMap(namespace, "a", { planted: "value" }));
    const bare = await session.get({ type: CONFIG_MAP, namespace, name: "a" }, { isMetadataOnly: true });
    expect(Object.keys(bare).toSorted()).toEqual(["apiVersion", "kind", "metadata"]);
    expect(bare).toMatchObject({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace } });
    const written = bare.metadata.managedFields?.filter(({ fieldsV1 }) => fieldsV1?.["f:data"] !== undefined);
    expect(written?.map(({ time = "" }) => time.endsWith("Z"))).toEqual([true]);
  });

  test("deleted in the foreground, an object is marked until its dependents are gone", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const ref = { type: CONFIG_MAP, namespace, name: "a" };
    await session.create(CONFIG_MAP, configMap(namespace, "a"));
    await session.delete(ref, { propagation: "Foreground" });
    // A cluster with a garbage collector may have finished already.
    const left = await session.get(ref).catch(() => undefined);
    if (left) {
      expect(left.metadata.finalizers).toEqual(["foregroundDeletion"]);
      expect(left.metadata.deletionTimestamp).toBeDefined();
    }
  });

  test("what exists already is a conflict, and so is deleting another object of the same name", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(CONFIG_MAP, configMap(namespace, "a"));
    await expect(session.create(CONFIG_MAP, configMap(namespace, "a"))).rejects.toMatchObject({
      reason: "conflict",
      status: { reason: "AlreadyExists" },
    });
    const uid = "00000000-0000-0000-0000-000000000000";
    await expect(session.delete({ type: CONFIG_MAP, namespace, name: "a" }, { uid })).rejects.toMatchObject({
      reason: "conflict",
    });
  });

  test("lists take selectors, turn pages, and give each item its kind", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    for (const name of ["a", "b", "c"])
      await session.create(CONFIG_MAP, configMap(namespace, name, {}, { which: name }));
    const names = async (options: object): Promise<string[]> =>
      (await session.list(CONFIG_MAP, { namespace, ...options })).items
        .map(item => item.metadata.name)
        .filter(name => name.length === 1);

    expect(await names({})).toEqual(["a", "b", "c"]);
    expect(await names({ labelSelector: "which in (a,c)" })).toEqual(["a", "c"]);
    expect(await names({ fieldSelector: "metadata.name=b" })).toEqual(["b"]);
    const first = await session.list(CONFIG_MAP, { namespace, labelSelector: "which", limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(first.items[0]).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
    const second = await session.list(CONFIG_MAP, {
      namespace,
      labelSelector: "which",
      limit: 2,
      continue: first.continue,
    });
    expect(second.items.map(item => item.metadata.name)).toEqual(["c"]);
    expect(second.continue).toBeUndefined();
  });

  test("server-side apply owns what it wrote, and says who owns what it may not take", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const { object } = await session.apply(CONFIG_MAP, configMap(namespace, "a", { x: "1" }));
    expect(object.metadata.managedFields).toMatchObject([{ manager: "seldon-deployments", operation: "Apply" }]);
    await session.mergePatch({ type: CONFIG_MAP, namespace, name: "a" }, { data: { x: "2" } });

    const again = session.apply(CONFIG_MAP, configMap(namespace, "a", { x: "3" }));
    await expect(again).rejects.toMatchObject({
      reason: "conflict",
      status: { reason: "Conflict", details: { causes: [{ reason: "FieldManagerConflict", field: ".data.x" }] } },
    });
    await expect(again).rejects.toThrow(
      /Apply failed with 1 conflict: conflict with "seldon-deployments" using v1.*: \.data\.x/u,
    );
    const forced = await session.apply(CONFIG_MAP, configMap(namespace, "a", { x: "3" }), { isForced: true });
    expect(forced.object.data).toEqual({ x: "3" });
  });

  test("of a SeldonDeployment, the predictors are owned as a whole", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const { object } = await session.apply(SELDON_DEPLOYMENT, seldonDeployment(namespace, "a"));
    expect(object.metadata.managedFields?.[0]?.fieldsV1).toMatchObject({ "f:spec": { "f:predictors": {} } });
  });

  test("a dry run is judged like the real thing and leaves nothing", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const ref = { type: CONFIG_MAP, namespace, name: "a" };
    expect(
      (await session.apply(CONFIG_MAP, configMap(namespace, "a", { x: "1" }), { isDryRun: true })).object.data,
    ).toEqual({ x: "1" });
    await expect(session.get(ref)).rejects.toMatchObject({ reason: "not-found" });
    await session.create(CONFIG_MAP, configMap(namespace, "a", { x: "1" }));
    await session.jsonPatch(ref, [{ op: "replace", path: "/data/x", value: "2" }], { isDryRun: true });
    await session.delete(ref, { isDryRun: true });
    expect((await session.get(ref)).data).toEqual({ x: "1" });
    await expect(session.create(CONFIG_MAP, configMap(namespace, "A!"), { isDryRun: true })).rejects.toMatchObject({
      reason: "invalid",
      status: { reason: "Invalid", code: 422, details: { causes: [{ field: "metadata.name" }] } },
    });
  });

  test("a JSON patch is done whole or not at all, and says which test did not hold", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const ref = { type: CONFIG_MAP, namespace, name: "a" };
    await session.create(CONFIG_MAP, configMap(namespace, "a", { x: "1", y: "1" }));

    await session.jsonPatch(ref, [
      { op: "test", path: "/data/x", value: "1" },
      { op: "replace", path: "/data/x", value: "2" },
      { op: "add", path: "/metadata/annotations", value: { "seldon-deployments/canary-plan": "{}" } },
    ]);
    const stale = session.jsonPatch(ref, [
      { op: "replace", path: "/data/y", value: "2" },
      { op: "test", path: "/data/x", value: "1" },
    ]);
    await expect(stale).rejects.toMatchObject({ name: "KubeError" });
    const tested = session.jsonPatch(ref, [
      { op: "test", path: "/data/x", value: "1" },
      { op: "replace", path: "/data/y", value: "2" },
    ]);
    await expect(tested).rejects.toMatchObject({ reason: "conflict" });
    await expect(tested).rejects.toThrow('/data/x is "2", not "1"');
    await expect(session.jsonPatch(ref, [{ op: "remove", path: "/data/none" }])).rejects.toMatchObject({
      reason: "invalid",
    });
    expect(await session.get(ref)).toMatchObject({
      data: { x: "2", y: "1" },
      metadata: { annotations: { "seldon-deployments/canary-plan": "{}" } },
    });
  });

  test("replicas are set through the subresource scale", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const labels = { app: "a" };
    const template = { metadata: { labels }, spec: { containers: [{ name: "main", image: "none:1" }] } };
    const spec = { replicas: 0, selector: { matchLabels: labels }, template };
    await session.create(DEPLOYMENT, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "a", namespace },
      spec,
    });
    const ref = { type: DEPLOYMENT, namespace, name: "a" };
    expect(await session.scale(ref, 3)).toBe(3);
    expect(await session.scale(ref, 0)).toBe(0);
    expect((await session.get(ref))["spec"]).toMatchObject({ replicas: 0 });
  });

  test("what the CRD forbids is refused with the place of the mistake", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const wrong = seldonDeployment(namespace, "a", { replicas: "three" });
    await expect(session.apply(SELDON_DEPLOYMENT, wrong)).rejects.toMatchObject({ reason: "invalid" });
    await expect(session.apply(SELDON_DEPLOYMENT, wrong)).rejects.toThrow(/spec\.predictors(?:\[0\])?\.replicas/u);
  });

  test("the cluster tells its version and its kinds", async () => {
    const session = await cluster.connect();
    const version = await session.serverVersion();
    expect(version.major).toBe(1);
    expect(version.minor).toBeGreaterThanOrEqual(20);
    const seldon = await session.findKind({ group: "machinelearning.seldon.io", kind: "SeldonDeployment" });
    expect(seldon).toMatchObject({ version: "v1", plural: "seldondeployments", isNamespaced: true });
    expect(seldon?.subresources.toSorted()).toEqual(["scale", "status"]);
    const pod = await session.findKind({ group: "", kind: "Pod" });
    expect(pod).toMatchObject({ plural: "pods", isNamespaced: true });
    expect(pod?.verbs).toContain("watch");
    expect(await session.findKind({ group: "machinelearning.seldon.io", kind: "Nothing" })).toBeUndefined();
    expect(await session.findKind({ group: "nowhere.example", kind: "Nothing" })).toBeUndefined();
    expect(
      await session.findKind({ group: "machinelearning.seldon.io", kind: "SeldonDeployment", version: "v9" }),
    ).toBeUndefined();
  });

  test("who may only read is told so, and can ask before", async () => {
    const namespace = await cluster.namespace();
    const viewer = await cluster.connect({ kubeconfig: cluster.target.viewer });
    const admin = await cluster.connect();
    const question = { verb: "create", group: "", resource: "configmaps", namespace };
    expect(await viewer.mayI(question)).toMatchObject({ isAllowed: false });
    expect(await viewer.mayI({ ...question, verb: "list" })).toMatchObject({ isAllowed: true });
    expect(await admin.mayI(question)).toMatchObject({ isAllowed: true });
    await viewer.list(CONFIG_MAP, { namespace });
    const refused = viewer.create(CONFIG_MAP, configMap(namespace, "a"));
    await expect(refused).rejects.toMatchObject({ reason: "forbidden", status: { code: 403, reason: "Forbidden" } });
    await expect(refused).rejects.toThrow(/configmaps is forbidden: User ".+" cannot create resource "configmaps"/u);
  });

  test('an answer to "may I?" is remembered for a while', async () => {
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig, timing: { accessReview: 300 } });
    const question = { verb: "delete", group: "", resource: "pods", namespace: "default" };
    await Promise.all([session.mayI(question), session.mayI(question)]);
    await session.mayI(question);
    expect(relay.requests).toHaveLength(1);
    await session.mayI({ ...question, namespace: "other" });
    expect(relay.requests).toHaveLength(2);
    await new Promise(resolve => setTimeout(resolve, 350));
    await session.mayI(question);
    expect(relay.requests).toHaveLength(3);
  });
});
