// A deletion followed until all is gone, or until it is plain what still stands. Nothing collects garbage here but these tests.
import { expect, onTestFinished, test } from "vitest";
import type { Removal } from "../../client/src/domain/deploy/index.ts";
import type { ClusterSession, KubeObject } from "../../client/src/kube/port.ts";
import { RemovalWatch } from "../../client/src/live/deploy/index.ts";
import { DEPLOYMENTS } from "../../client/src/live/index.ts";
import { conformance } from "./support/cluster.ts";
import { eventually } from "./support/eventually.ts";
import { SELDON_DEPLOYMENT, seldonDeployment } from "./support/seldon-deployment.ts";

const HOLD = "example.com/hold";
/** As short as a watch allows: nothing else happens in these namespaces. In milliseconds. */
const STILL = 1_500;

conformance("a deletion", cluster => {
  test("is over when the object and all that it owns are gone, one after the other", async () => {
    const { session, namespace, object } = await start(await cluster.connect(), await cluster.namespace());
    await session.create(DEPLOYMENTS, deploymentOf(object));
    const watch = watchOf(session, object);
    expect((await watch.ready(signal())).map(({ kind }) => kind).sort()).toEqual(["Deployment", "SeldonDeployment"]);
    await session.delete(ref(namespace));
    const said: string[] = [];
    const end = watch.follow({ signal: signal(), onLook: ({ words }) => void said.push(words) });
    await eventually(() => said.includes("1 Deployment"));
    await session.delete({ type: DEPLOYMENTS, namespace, name: "iris-default-0-classifier" });
    expect(await end).toMatchObject({ isGone: true, standing: [] });
  });

  test("that a finalizer holds says so, and goes on when it is taken away", async () => {
    const { session, namespace, object } = await start(await cluster.connect(), await cluster.namespace(), {
      finalizers: [HOLD],
    });
    await session.delete(ref(namespace));
    const held = await follow(watchOf(session, object));
    expect(held).toMatchObject({ isGone: false });
    expect(held.standing).toEqual([
      `SeldonDeployment iris waits for the finalizer ${HOLD}, which whoever set it has to take away`,
    ]);
    await session.jsonPatch(ref(namespace), [{ op: "remove", path: "/metadata/finalizers" }]);
    expect(await follow(watchOf(session, object))).toMatchObject({ isGone: true });
  });

  test("says what nobody comes to take away", async () => {
    const { session, namespace, object } = await start(await cluster.connect(), await cluster.namespace());
    await session.create(DEPLOYMENTS, deploymentOf(object));
    const watch = watchOf(session, object);
    await watch.ready(signal());
    await session.delete(ref(namespace));
    expect((await follow(watch)).standing).toEqual([
      "Deployment iris-default-0-classifier is not being deleted: the cluster's garbage collector has not come to it yet",
    ]);
  });

  test("does not wait for another one of the same name", async () => {
    const { session, namespace, object } = await start(await cluster.connect(), await cluster.namespace());
    const watch = watchOf(session, object);
    await watch.ready(signal());
    await session.delete(ref(namespace));
    await session.create(SELDON_DEPLOYMENT, seldonDeployment(namespace, "iris"));
    expect(await follow(watch)).toMatchObject({ isGone: true });
  });

  test("that is cancelled ends at once with what is left", async () => {
    const { session, object } = await start(await cluster.connect(), await cluster.namespace());
    const watch = watchOf(session, object);
    await watch.ready(signal());
    const abort = new AbortController();
    const end = await watch.follow({ signal: abort.signal, onLook: () => abort.abort() });
    expect(end).toMatchObject({ isGone: false, words: "SeldonDeployment iris" });
  });

  test("is not taken for done while the connection is lost", async () => {
    const { proxy, kubeconfig } = await cluster.wire();
    const { session, object } = await start(await cluster.connect({ kubeconfig }), await cluster.namespace());
    const watch = watchOf(session, object);
    await watch.ready(signal());
    await proxy.close();
    const connected: boolean[] = [];
    const abort = new AbortController();
    const end = await watch.follow({
      signal: abort.signal,
      onLook(_, isConnected) {
        connected.push(isConnected);
        if (!isConnected) abort.abort();
      },
    });
    expect([end.isGone, connected.at(-1)]).toEqual([false, false]);
  });
});

interface Started {
  readonly session: ClusterSession;
  readonly namespace: string;
  readonly object: KubeObject;
}

async function start(
  session: ClusterSession,
  namespace: string,
  metadata: Partial<KubeObject["metadata"]> = {},
): Promise<Started> {
  const written = seldonDeployment(namespace, "iris");
  const { object } = await session.create(SELDON_DEPLOYMENT, {
    ...written,
    metadata: { ...written.metadata, ...metadata },
  });
  return { session, namespace, object };
}

function watchOf(session: ClusterSession, { metadata }: KubeObject): RemovalWatch {
  const { namespace = "", name, uid = "" } = metadata;
  const watch = new RemovalWatch(session, { namespace, name, uid }, () => Date.now());
  onTestFinished(() => watch.close());
  return watch;
}

async function follow(watch: RemovalWatch): Promise<Removal> {
  await watch.ready(signal());
  return await watch.follow({ signal: signal(), still: STILL, onLook: () => undefined });
}

function signal(): AbortSignal {
  return new AbortController().signal;
}

function ref(namespace: string): Parameters<ClusterSession["get"]>[0] {
  return { type: SELDON_DEPLOYMENT, namespace, name: "iris" };
}

/** As the operator makes one, with its label and its owner. */
function deploymentOf({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  const { namespace = "", name, uid = "" } = metadata;
  const labels = { "seldon-deployment-id": name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: `${name}-default-0-classifier`,
      namespace,
      labels,
      ownerReferences: [{ apiVersion, kind, name, uid, controller: true }],
    },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "classifier", image: "example/classifier:1" }] } },
    },
  };
}
