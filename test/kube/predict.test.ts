// Predictions on the wire of a cluster: through a leased forward, over REST and gRPC, cut, refused, late, and many at a time.
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { expect, onTestFinished, test } from "vitest";
import type { Outcome, PreparedRequest } from "../../client/src/domain/predict/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type ResourceType } from "../../client/src/kube/port.ts";
import { createSender, runBurst, type Sender } from "../../client/src/live/predict/index.ts";
import type { Program } from "../../playground/src/kubelet/program.ts";
import { userModel } from "../../playground/src/programs/generic/user-model.ts";
import { grpcService, type GrpcMethod } from "../../playground/src/programs/grpc/grpc-service.ts";
import { createCertificateAuthority, issue } from "../../playground/src/kubernetes/certificates.ts";
import { conformance } from "./support/cluster.ts";
import { eventually } from "./support/eventually.ts";
import { POD, serves, useNode } from "./support/node.ts";

const SERVICE: ResourceType = { group: "", version: "v1", plural: "services", kind: "Service", isNamespaced: true };
const PORTS = [
  { name: "http", port: 8000, targetPort: 9000 },
  { name: "grpc", port: 5001, targetPort: 5000 },
  { name: "closed", port: 8001, targetPort: 9999 },
];
const ROWS = { data: { ndarray: [[1, 2]] } };
const PATH = "/api/v1.0/predictions";
const NO_SECRETS = { secrets: (): undefined => undefined };

function service(namespace: string): KubeObject {
  const spec = { selector: { app: "model" }, ports: PORTS };
  return { apiVersion: "v1", kind: "Service", metadata: { name: "model", namespace }, spec };
}

function request(namespace: string, more: Partial<PreparedRequest> = {}, port = 8000): PreparedRequest {
  return {
    ...{
      protocol: "seldon",
      endpoint: "predict",
      deployment: "model",
      predictor: undefined,
      headers: [],
      timeout: 20_000,
    },
    route: { kind: "service", namespace, service: "model", port },
    call: { transport: "rest", method: "POST", path: PATH, body: JSON.stringify(ROWS) },
    ...more,
  };
}

const overGrpc = {
  call: { transport: "grpc", service: "seldon.protos.Seldon", method: "Predict", message: ROWS },
} as const;

function senderOf(session: ClusterSession): Sender {
  const sender = createSender(session);
  onTestFinished(() => sender.close());
  return sender;
}

/** Answers each request after `delay` milliseconds, with the number of bytes that came. */
function slow(delay: number): () => Server {
  return () =>
    createServer((incoming, response) => {
      let size = 0;
      incoming.on("data", chunk => (size += Buffer.isBuffer(chunk) ? chunk.length : 0));
      incoming.on("end", () => setTimeout(() => response.end(JSON.stringify({ strData: String(size) })), delay));
    });
}

/** A model that takes its time over REST, on 9000, and over gRPC, on 5000. */
const slowOnBoth: Program = async context => {
  const message = "seldon.protos.SeldonMessage";
  const predict: GrpcMethod = {
    ...{ path: "/seldon.protos.Seldon/Predict", request: message, response: message },
    handle: () => new Promise(resolve => void setTimeout(() => resolve({ strData: "late" }), 20)),
  };
  context.network.listen(9000, slow(20)());
  context.network.listen(5000, grpcService([predict]));
  await new Promise<void>(resolve => context.stopped.addEventListener("abort", () => resolve(), { once: true }));
  return { exitCode: 0 };
};

function dataOf(outcome: Outcome): unknown {
  const body: unknown = outcome.kind === "answer" ? JSON.parse(outcome.body) : undefined;
  return typeof body === "object" && body !== null && "data" in body ? body.data : outcome;
}

async function gone(session: ClusterSession, namespace: string, name: string): Promise<boolean> {
  try {
    await session.get({ type: POD, namespace, name });
    return false;
  } catch (error) {
    return isKubeError(error) && error.reason === "not-found";
  }
}

conformance("Predictions", cluster => {
  const node = useNode(cluster);
  const labels = { app: "model" };

  test("REST and gRPC lead to the same model, by the Service, and say which pod answered", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(SERVICE, service(namespace));
    await node.run(session, namespace, "one", userModel, { labels });
    const sender = senderOf(session);
    // The pod has no probe, so that it is ready before its model listens.
    await eventually(async () => (await sender.send(request(namespace), NO_SECRETS)).kind === "answer");
    const rest = await sender.send(request(namespace), NO_SECRETS);
    const grpc = await sender.send(request(namespace, overGrpc, 5001), NO_SECRETS);
    expect(rest).toMatchObject({ kind: "answer", status: 200, pod: "one" });
    expect(grpc).toMatchObject({ kind: "answer", status: 0, pod: "one" });
    expect(dataOf(grpc)).toEqual(dataOf(rest));
    expect(dataOf(rest)).toMatchObject({ names: ["proba"], ndarray: [[expect.any(Number)]] });
    expect(session.forwards()).toHaveLength(2);
    await sender.close();
    expect(session.forwards()).toEqual([]);
  });

  test("what never got there, what is late, what is cancelled and what was cut are told apart", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(SERVICE, service(namespace));
    await node.run(session, namespace, "slow", serves(9000, slow(600_000)), { labels });
    const sender = senderOf(session);
    const late = await sender.send(request(namespace, { timeout: 100 }), NO_SECRETS);
    expect(late).toMatchObject({ kind: "failure", reason: "timeout", message: "No answer within 100 ms." });
    const cancelling = AbortSignal.timeout(100);
    expect(await sender.send(request(namespace), { ...NO_SECRETS, signal: cancelling })).toMatchObject({
      kind: "failure",
      reason: "cancelled",
    });
    expect(await sender.send(request(namespace, {}, 8001), NO_SECRETS)).toMatchObject({
      kind: "failure",
      reason: "not-connected",
    });
    const secret = { headers: [{ name: "Authorization", text: "Bearer ", secret: "TOKEN" }] };
    expect(await sender.send(request(namespace, secret), NO_SECRETS)).toMatchObject({
      reason: "not-connected",
      message: "The header Authorization needs the secret TOKEN, which has no value.",
    });
    const onItsWay = sender.send(request(namespace), NO_SECRETS);
    await new Promise(resolve => setTimeout(resolve, 300));
    await session.delete({ type: POD, namespace, name: "slow" });
    expect(await onItsWay).toMatchObject({ kind: "failure", reason: "cut" });
  });

  test.each([
    ["REST", {}, 8000],
    ["gRPC", overGrpc, 5001],
  ])(
    "a pod that is deleted in mid-burst over %s costs what was on its way, and nothing else",
    async (_, more, port) => {
      const session = await cluster.connect();
      const namespace = await cluster.namespace();
      await session.create(SERVICE, service(namespace));
      await node.run(session, namespace, "first", slowOnBoth, { labels });
      const concurrency = 8;
      const outcomes = new Map<number, Outcome>();
      let replaced: Promise<void> | undefined;
      const replace = async (): Promise<void> => {
        await session.delete({ type: POD, namespace, name: "first" });
        await eventually(() => gone(session, namespace, "first"));
        await node.run(session, namespace, "second", slowOnBoth, { labels });
      };
      await runBurst(
        senderOf(session),
        { requests: [request(namespace, more, port)], total: 400, concurrency },
        {
          ...NO_SECRETS,
          onOutcome(outcome, index) {
            expect(outcomes.has(index)).toBe(false);
            outcomes.set(index, outcome);
            if (outcomes.size === 100) replaced = replace();
          },
        },
      );
      await replaced;
      expect(outcomes.size).toBe(400);
      const failed = [...outcomes.values()].filter(outcome => outcome.kind === "failure");
      expect(failed.map(({ reason }) => reason).filter(reason => reason !== "cut")).toEqual([]);
      expect(failed.length).toBeLessThanOrEqual(concurrency);
      const answered = [...outcomes.values()].filter(outcome => outcome.kind === "answer");
      expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([port === 8000 ? 200 : 0]));
      expect(new Set(answered.map(({ pod }) => pod))).toEqual(new Set(["first", "second"]));
    },
  );

  test("a burst over gRPC, cancelled", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(SERVICE, service(namespace));
    await node.run(session, namespace, "one", userModel, { labels });
    const abort = new AbortController();
    let count = 0;
    await runBurst(
      senderOf(session),
      { requests: [request(namespace, overGrpc, 5001)], total: 100_000, concurrency: 8 },
      {
        ...{ ...NO_SECRETS, signal: abort.signal },
        onOutcome(outcome) {
          count += 1;
          if (count <= 50) expect(outcome).toMatchObject({ kind: "answer", status: 0 });
          if (count === 50) abort.abort();
        },
      },
    );
    expect(count).toBeGreaterThanOrEqual(50);
    expect(count).toBeLessThan(50 + 8 + 1);
  });

  test("an executor that speaks TLS with a certificate of its owner's making (seldon-facts §5.8)", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(SERVICE, service(namespace));
    const issued = issue(createCertificateAuthority("owner"), { commonName: "model", hosts: ["model"], validDays: 1 });
    const secured = (): Server =>
      createSecureServer({ key: issued.key, cert: issued.certificate }, (_, response) =>
        response.end('{"strData":"x"}'),
      );
    await node.run(session, namespace, "secure", serves(9000, secured), { labels });
    const route = { kind: "service", namespace, service: "model", port: 8000 } as const;
    const sender = senderOf(session);
    expect(await sender.send(request(namespace, { route: { ...route, isSecure: true } }), NO_SECRETS)).toMatchObject({
      ...{ kind: "answer", status: 200, body: '{"strData":"x"}', pod: "secure" },
    });
    expect(await sender.send(request(namespace, { route }), NO_SECRETS)).toMatchObject({
      kind: "failure",
      reason: "cut",
    });
  });

  test("100 MB go through, and everything else in the process has its turn meanwhile", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(SERVICE, service(namespace));
    await node.run(session, namespace, "one", serves(9000, slow(0)), { labels });
    const binData = Buffer.alloc(75 * 1024 * 1024, 7).toString("base64");
    const body = `{"binData":"${binData}"}`;
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    onTestFinished(() => clearInterval(timer));
    const call = { transport: "rest", method: "POST", path: PATH, body } as const;
    const outcome = await senderOf(session).send(request(namespace, { call, timeout: 100_000 }), NO_SECRETS);
    expect(outcome).toMatchObject({
      kind: "answer",
      status: 200,
      body: JSON.stringify({ strData: String(body.length) }),
    });
    expect(turns).toBeGreaterThan(10);
  });

  test("bounds of a burst", async () => {
    const sender = createSender(undefined);
    const burst = { requests: [request("n")], total: 100_001, concurrency: 1 };
    const options = { ...NO_SECRETS, onOutcome: () => {} };
    await expect(runBurst(sender, burst, options)).rejects.toThrow(/between 1 and 100000/);
    await expect(runBurst(sender, { ...burst, total: 1, concurrency: 65 }, options)).rejects.toThrow(
      /between 1 and 64/,
    );
  });
});
