// What `kubectl apply --server-side --force-conflicts` sends, for machines without kubectl.
import https from "node:https";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import type { KubeObject, ResourceType } from "../../client/src/kube/port.ts";

/** kubectl's field manager for applies on the server's side. */
const PARAMETERS = "fieldManager=kubectl&force=true";

/** Rejects with what the API server answers where it refuses. */
export async function applyAsKubectl(kubeconfig: string, type: ResourceType, object: KubeObject): Promise<void> {
  const { server, certificateAuthority, token = "" } = await loadKubeconfig(kubeconfig);
  const { name, namespace = "default" } = object.metadata;
  const root = type.group === "" ? "api" : `apis/${type.group}`;
  const address = `${server}/${root}/${type.version}/namespaces/${namespace}/${type.plural}/${name}?${PARAMETERS}`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/apply-patch+yaml" };
  await new Promise<void>((resolve, reject) => {
    const request = https.request(address, { method: "PATCH", headers, ca: certificateAuthority }, answer => {
      const parts: string[] = [];
      answer.setEncoding("utf8").on("data", (part: string) => parts.push(part));
      answer.on("end", () => (answer.statusCode === 200 ? resolve() : reject(new Error(parts.join("")))));
    });
    request.on("error", reject);
    request.end(JSON.stringify(object));
  });
}
