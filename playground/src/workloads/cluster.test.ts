// Controllers and kubelet together, on the playground's API server and, where SELDON_TEST_KUBECONFIG names one, on a real one.
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import type { Pod, PodSpec } from "../kubernetes/pod-types.ts";
import {
  deployments,
  endpoints,
  events,
  jobs,
  persistentVolumeClaims,
  pods,
  replicaSets,
  services,
} from "../kubernetes/resource-types.ts";
import { forward, startTestCluster, type TestCluster } from "./testing/test-cluster.ts";

const kubeconfig = process.env["SELDON_TEST_KUBECONFIG"];

describe("on the playground's API server", () => suite(undefined));
describe.skipIf(kubeconfig === undefined)("on a real API server (needs SELDON_TEST_KUBECONFIG)", () =>
  suite(kubeconfig),
);

function suite(path: string | undefined): void {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster(path);
  }, 20_000);
  afterAll(() => cluster.close());

  /** Looks again and again until the check answers something; then answers that. */
  async function eventually<T>(what: string, check: () => Promise<T | undefined | false>): Promise<T> {
    for (const end = Date.now() + 15_000; Date.now() < end;) {
      const found = await check();
      if (found !== undefined && found !== false) return found;
      await new Promise(resolve => setTimeout(resolve, 40));
    }
    throw new Error(`${what}: it has not come to pass. ${cluster.problems.join("\n")}`);
  }

  const read = <T extends KubeObject>(type: ResourceType<T>, name: string): Promise<T | undefined> =>
    cluster.client.get(type, name, cluster.namespace);

  async function podsOf(app: string): Promise<Pod[]> {
    const options = { namespace: cluster.namespace, labelSelector: `app=${app}` };
    return (await cluster.client.list(pods, options)).items;
  }

  function messagesOf(name: string): Promise<string[]> {
    return cluster.client
      .list(events, { namespace: cluster.namespace })
      .then(({ items }) => items.filter(({ involvedObject }) => involvedObject.name === name))
      .then(found => found.map(event => `${event.reason ?? ""}: ${event.message ?? ""}`));
  }

  async function createPod(name: string, spec: PodSpec): Promise<void> {
    const metadata = { name, namespace: cluster.namespace };
    await cluster.client.create(pods, { apiVersion: "v1", kind: "Pod", metadata, spec });
  }

  async function createDeployment(name: string, image: string, replicas: number): Promise<void> {
    await cluster.client.create(deployments, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace: cluster.namespace },
      spec: {
        replicas,
        selector: { matchLabels: { app: name } },
        progressDeadlineSeconds: 60,
        template: {
          metadata: { labels: { app: name } },
          spec: {
            terminationGracePeriodSeconds: 5,
            containers: [
              {
                name: "c",
                image,
                ports: [{ name: "http", containerPort: 9000 }],
                readinessProbe: { httpGet: { path: "/", port: "http" }, periodSeconds: 2 },
              },
            ],
          },
        },
      },
    });
  }

  const rolledOut = (name: string, image: string): Promise<unknown> =>
    eventually(`${name} is rolled out`, async () => {
      const found = await read(deployments, name);
      const progressing = found?.status?.conditions?.find(({ type }) => type === "Progressing");
      const isCurrent = found?.spec.template.spec.containers[0]?.image === image;
      const isObserved = found?.status?.observedGeneration === found?.metadata.generation;
      return isCurrent && isObserved && progressing?.reason === "NewReplicaSetAvailable";
    });

  const setImage = (name: string, image: string): Promise<unknown> =>
    cluster.client.patch(deployments, name, cluster.namespace, {
      spec: { template: { spec: { containers: [{ name: "c", image, ports: [{ containerPort: 9000 }] }] } } },
    });

  async function ask(host: string): Promise<string> {
    const connection = await cluster.kubelet.dial(host, 80);
    return new Promise((resolve, reject) => {
      request({ createConnection: () => connection, path: "/", headers: { connection: "close" } }, response => {
        response.on("data", (data: Buffer) => resolve(data.toString("utf8")));
      })
        .on("error", reject)
        .end();
    });
  }

  test("a Deployment is rolled out, answers behind its Service, and is rolled over to another image", async () => {
    await cluster.client.create(services, {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace: cluster.namespace },
      spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 9000 }] },
    });
    await createDeployment("web", "acme/web:1", 3);
    await rolledOut("web", "acme/web:1");
    await eventually(
      "three addresses",
      async () => (await read(endpoints, "web"))?.subsets?.[0]?.addresses?.length === 3,
    );
    await eventually("an answer", async () => (await ask(`web.${cluster.namespace}`)) === "web 1");
    const [one] = await podsOf("web");
    if (cluster.restartServer) {
      // A real API server dials the pod itself, which has no address of the machine's.
      const { status, text } = await cluster.get(
        `/api/v1/namespaces/${cluster.namespace}/pods/${one?.metadata.name ?? ""}:81/proxy/`,
      );
      expect(status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({
        kind: "Status",
        reason: "ServiceUnavailable",
        message: `error trying to reach service: dial tcp ${one?.status?.podIP ?? ""}:81: connect: connection refused`,
      });
    }
    await setImage("web", "acme/web:2");
    await rolledOut("web", "acme/web:2");
    await eventually("only new pods", async () => (await podsOf("web")).length === 3);
    expect((await podsOf("web")).every(pod => pod.spec.containers[0]?.image === "acme/web:2")).toBe(true);
    await eventually("a new answer", async () => (await ask(`web.${cluster.namespace}`)) === "web 2");
    expect((await read(deployments, "web"))?.metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("2");
    await eventually("events", async () =>
      (await messagesOf("web")).some(text =>
        /^ScalingReplicaSet: Scaled down replica set web-\S+ to 0 from 1$/.test(text),
      ),
    );
  }, 30_000);

  test("a rollout that cannot succeed times out and leaves the old pods alone", async () => {
    await createDeployment("stuck", "acme/web:1", 2);
    await rolledOut("stuck", "acme/web:1");
    await setImage("stuck", "acme/nope:1");
    const failed = await eventually("the deadline", async () => {
      const conditions = (await read(deployments, "stuck"))?.status?.conditions;
      const progressing = conditions?.find(({ type }) => type === "Progressing");
      return progressing?.reason === "ProgressDeadlineExceeded" && { progressing, conditions };
    });
    expect(failed.progressing.message).toMatch(/^ReplicaSet "stuck-\w+" has timed out progressing\.$/);
    expect(failed.conditions?.find(({ type }) => type === "Available")?.status).toBe("True");
    const reasons = (await podsOf("stuck")).map(
      pod => pod.status?.containerStatuses?.[0]?.state.waiting?.reason ?? "up",
    );
    expect(reasons.filter(reason => reason === "up").length).toBe(2);
    expect(reasons.filter(reason => reason.includes("ImagePull")).length).toBe(1);
  }, 30_000);

  test("deleting a Deployment takes its ReplicaSets and pods with it", async () => {
    await createDeployment("gone", "acme/web:1", 1);
    await rolledOut("gone", "acme/web:1");
    await cluster.client.delete(deployments, "gone", cluster.namespace, { propagationPolicy: "Foreground" });
    await eventually("all gone", async () => {
      const sets = await cluster.client.list(replicaSets, { namespace: cluster.namespace, labelSelector: "app=gone" });
      return sets.items.length === 0 && (await podsOf("gone")).length === 0 && !(await read(deployments, "gone"));
    });
  }, 30_000);

  test("Jobs come to their end, the good and the bad", async () => {
    for (const [name, image] of [
      ["good", "acme/done:1"],
      ["bad", "acme/crash:1"],
    ] as const) {
      await cluster.client.create(jobs, {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name, namespace: cluster.namespace },
        spec: { backoffLimit: 1, template: { spec: { restartPolicy: "Never", containers: [{ name: "c", image }] } } },
      });
    }
    const good = await eventually(
      "the good end",
      async () => (await read(jobs, "good"))?.status?.conditions && read(jobs, "good"),
    );
    expect(good.status).toMatchObject({ succeeded: 1, conditions: [{ type: "Complete", status: "True" }] });
    const bad = await eventually(
      "the bad end",
      async () => (await read(jobs, "bad"))?.status?.conditions && read(jobs, "bad"),
    );
    expect(bad.status).toMatchObject({
      failed: 2,
      conditions: [
        { type: "Failed", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" },
      ],
    });
  }, 30_000);

  test("logs: followed to the end, of the instance before, and the kubelet's refusals", async () => {
    const where = `/api/v1/namespaces/${cluster.namespace}/pods`;
    await createPod("crash", { terminationGracePeriodSeconds: 1, containers: [{ name: "c", image: "acme/crash:1" }] });
    await createPod("image", { terminationGracePeriodSeconds: 1, containers: [{ name: "c", image: "acme/nope:1" }] });
    await eventually(
      "a back-off",
      async () =>
        (await read(pods, "crash"))?.status?.containerStatuses?.[0]?.state.waiting?.reason === "CrashLoopBackOff",
    );
    const previous = await cluster.get(`${where}/crash/log?previous=true&timestamps=true`);
    expect(previous.text).toMatch(/^\S+\.\d{9}Z attempt \d+\n$/);
    const followed = await cluster.get(`${where}/crash/log?follow=true`);
    expect(followed.text).toMatch(/^attempt \d+\n$/);
    await eventually(
      "a pull",
      async () =>
        (await read(pods, "image"))?.status?.containerStatuses?.[0]?.state.waiting?.reason === "ImagePullBackOff",
    );
    const refused = await cluster.get(`${where}/image/log`);
    expect(refused.status).toBe(400);
    expect(refused.text).toMatch(
      /container \\"c\\" in pod \\"image\\" is waiting to start: (trying and failing to pull image|image can't be pulled)/,
    );
  }, 30_000);

  test("a port-forward reaches the program; a port that nobody listens on says so", async () => {
    await createPod("web-pod", { terminationGracePeriodSeconds: 1, containers: [{ name: "c", image: "acme/web:7" }] });
    await eventually("it runs", async () => (await read(pods, "web-pod"))?.status?.phase === "Running");
    const call = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const answered = await forward(cluster, "web-pod", 9000, call);
    expect(answered.slice(0, 2)).toEqual([
      [0, "\x28\x23"],
      [1, "\x28\x23"],
    ]);
    expect(
      answered
        .slice(2)
        .map(([channel, text]) => `${channel} ${text}`)
        .join(""),
    ).toMatch(/^0 HTTP\/1\.1 200 OK[^]*web 7$/);
    const refused = await forward(cluster, "web-pod", 9001, call);
    expect(refused.at(-1)?.[0]).toBe(1);
    expect(refused.at(-1)?.[1]).toContain("error forwarding port 9001 to pod");
  }, 30_000);

  test("what does not fit stays pending, with the scheduler's words", async () => {
    await createPod("big", {
      containers: [{ name: "c", image: "acme/web:1", resources: { requests: { memory: "64Gi" } } }],
    });
    await createPod("claim", {
      containers: [{ name: "c", image: "acme/web:1" }],
      volumes: [{ name: "v", persistentVolumeClaim: { claimName: "none" } }],
    });
    const condition = (name: string): Promise<unknown> =>
      eventually(
        `${name} is refused`,
        async () =>
          (await read(pods, name))?.status?.conditions?.find(({ reason }) => reason === "Unschedulable")?.message,
      );
    expect(await condition("big")).toMatch(/^0\/\d+ nodes are available: (.*, )?\d+ Insufficient memory/);
    expect(await condition("claim")).toMatch(/persistentvolumeclaim "none" not found/);
  }, 30_000);

  test("a claim is bound, and a pod that waited for it is scheduled", async () => {
    const volumes = [{ name: "v", persistentVolumeClaim: { claimName: "models" } }];
    await createPod("waits", {
      terminationGracePeriodSeconds: 1,
      containers: [{ name: "c", image: "acme/web:1" }],
      volumes,
    });
    await eventually("it waits", async () =>
      (await read(pods, "waits"))?.status?.conditions?.some(({ reason }) => reason === "Unschedulable"),
    );
    await cluster.client.create(persistentVolumeClaims, {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "models", namespace: cluster.namespace },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    await eventually("it runs", async () => (await read(pods, "waits"))?.status?.phase === "Running");
    const claim = await eventually("it is bound", async () => (await read(persistentVolumeClaims, "models"))?.status);
    expect(claim).toMatchObject({ phase: "Bound", capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"] });
  }, 30_000);

  test.skipIf(path !== undefined)(
    "a restart of the API server in the middle of a rollout does no harm (needs a server of our own to restart)",
    async () => {
      await createDeployment("through", "acme/web:1", 2);
      await rolledOut("through", "acme/web:1");
      await setImage("through", "acme/web:2");
      await cluster.restartServer?.();
      await rolledOut("through", "acme/web:2");
      await eventually("two pods", async () => (await podsOf("through")).length === 2);
      expect((await podsOf("through")).map(pod => pod.status?.containerStatuses?.[0]?.restartCount)).toEqual([0, 0]);
    },
    30_000,
  );

  test("a pod that is deleted ends within its grace period and is gone", async () => {
    await createPod("brief", { terminationGracePeriodSeconds: 5, containers: [{ name: "c", image: "acme/tick:1" }] });
    await eventually("it runs", async () => (await read(pods, "brief"))?.status?.phase === "Running");
    await cluster.client.delete(pods, "brief", cluster.namespace);
    await eventually("it is gone", async () => !(await read(pods, "brief")));
    await eventually("an event", async () => (await messagesOf("brief")).includes("Killing: Stopping container c"));
  }, 30_000);

  test("a missing Secret keeps a pod waiting until it is made", async () => {
    const secretRef = { name: "late" };
    await createPod("late", {
      terminationGracePeriodSeconds: 1,
      containers: [{ name: "c", image: "acme/web:1", envFrom: [{ secretRef }] }],
    });
    await eventually(
      "it waits",
      async () =>
        (await read(pods, "late"))?.status?.containerStatuses?.[0]?.state.waiting?.message ===
        'secret "late" not found',
    );
    const secret: KubeObject = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "late", namespace: cluster.namespace },
      stringData: { WHO: "me" },
    };
    await cluster.client.create(
      { group: "", version: "v1", plural: "secrets", kind: "Secret", isNamespaced: true },
      secret,
    );
    await eventually("it runs", async () => (await read(pods, "late"))?.status?.phase === "Running");
    const { text } = await cluster.get(`/api/v1/namespaces/${cluster.namespace}/pods/late/log`);
    expect(text).toBe("listening as me\n");
  }, 30_000);
}
