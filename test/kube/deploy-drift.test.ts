// How a manifest stands to a cluster, for who may change it and for who may only look.
import { expect, test } from "vitest";
import type { ClusterSession, KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import { compareItem, type DeployItem } from "../../client/src/live/deploy/index.ts";
import { conformance } from "./support/cluster.ts";
import { SELDON_DEPLOYMENT, seldonDeployment } from "./support/seldon-deployment.ts";

conformance("drift", cluster => {
  for (const who of ["admin", "viewer"] as const) {
    test(`${who} sees what is not there, what is as written, and how much differs`, async () => {
      const session = await cluster.connect();
      const asked = await cluster.connect({ kubeconfig: cluster.target[who] });
      const namespace = await cluster.namespace();
      await letAllRead(session, namespace);
      const item = itemOf(namespace, { replicas: 2, traffic: 100 });
      expect(await compareItem(asked, item)).toEqual({ live: undefined, drift: { kind: "not-deployed" } });
      await session.apply(item.type, item.object);
      expect(await compareItem(asked, item)).toMatchObject({ drift: { kind: "in-sync" } });
      const other = itemOf(namespace, { replicas: 3, traffic: 90 });
      await session.apply(other.type, other.object);
      expect(await compareItem(asked, item)).toMatchObject({ drift: { kind: "drifted", fields: 2 } });
    });
  }

  test("what is refused is not known to be anything, where there is one", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const broken = itemOf(namespace, { replicas: "three" });
    expect(await compareItem(session, broken)).toMatchObject({ drift: { kind: "not-deployed" } });
    const item = itemOf(namespace, { replicas: 1 });
    await session.apply(item.type, item.object);
    expect(await compareItem(session, broken)).toMatchObject({ drift: { kind: "unknown" } });
  });
});

/** The role `view` of Kubernetes does not know Seldon's kinds. */
async function letAllRead(session: ClusterSession, namespace: string): Promise<void> {
  const apiGroup = "rbac.authorization.k8s.io";
  const about = { apiVersion: `${apiGroup}/v1`, metadata: { name: "read-seldon", namespace } };
  const rules = [{ apiGroups: ["machinelearning.seldon.io"], resources: ["seldondeployments"], verbs: ["get"] }];
  await session.create<KubeObject>(rbacType("roles", "Role"), { ...about, kind: "Role", rules });
  await session.create<KubeObject>(rbacType("rolebindings", "RoleBinding"), {
    ...about,
    kind: "RoleBinding",
    roleRef: { apiGroup, kind: "Role", name: "read-seldon" },
    subjects: [{ apiGroup, kind: "Group", name: "system:authenticated" }],
  });
}

function rbacType(plural: string, kind: string): ResourceType {
  return { group: "rbac.authorization.k8s.io", version: "v1", plural, kind, isNamespaced: true };
}

function itemOf(namespace: string, predictor: object): DeployItem {
  return { type: SELDON_DEPLOYMENT, object: seldonDeployment(namespace, "iris", predictor) };
}
