// A cluster as people change it from outside VS Code: with kubectl where this machine has one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createKubectl, hasKubectl } from "../../playground/src/kubernetes/testing/kubectl.ts";
import { accessCluster, placedObjects, type ClusterAccess } from "./cluster-access.ts";

/** As {@link accessCluster}; manifests are applied and deployments deleted by kubectl. Without kubectl our own client does it, and says so. */
export async function accessFromOutside(kubeconfig: string): Promise<ClusterAccess> {
  const cluster = await accessCluster(kubeconfig);
  if (!hasKubectl) {
    console.log("There is no kubectl on this machine: our own client applies the manifests instead.");
    return cluster;
  }
  const home = mkdtempSync(path.join(tmpdir(), "seldon-kubectl-"));
  const kubectl = createKubectl(kubeconfig, home);
  return {
    session: cluster.session,
    async apply(manifest, place) {
      const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: place.namespace } };
      const items = [namespace, ...placedObjects(manifest, place)];
      await kubectl.ok("apply -f -", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    },
    async deleteDeployment(namespace, name) {
      await kubectl.ok(`--namespace ${namespace} delete seldondeployment ${name} --wait=false`);
    },
    async close() {
      await cluster.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
