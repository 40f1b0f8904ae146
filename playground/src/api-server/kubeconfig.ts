// Kubeconfig files for the playground: one cluster, one user, one context.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";

export interface KubeconfigContent {
  readonly url: string;
  readonly caCertificate: string;
  readonly user: string;
  readonly token: string;
  /** The name of the context, and of the cluster. */
  readonly context: string;
  readonly namespace: string;
}

/** Writes a kubeconfig that only its owner may read. */
export function writeKubeconfigFile(file: string, content: KubeconfigContent): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, kubeconfigText(content), { mode: 0o600 });
}

/** The text of a kubeconfig. */
export function kubeconfigText({ url, caCertificate, user, token, context, namespace }: KubeconfigContent): string {
  const authority = Buffer.from(caCertificate).toString("base64");
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: context, cluster: { server: url, "certificate-authority-data": authority } }],
    users: [{ name: `${context}-${user}`, user: { token } }],
    contexts: [{ name: context, context: { cluster: context, user: `${context}-${user}`, namespace } }],
    "current-context": context,
  });
}
