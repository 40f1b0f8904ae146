// Gets the Secret that a unit names, into memory only: from the cluster, else from the workspace's manifests.
import * as l10n from "@vscode/l10n";
import { secretEnvironment, type SecretOrigin } from "../../domain/artifact/index.ts";
import { storeEnvironment, type StoreEnvironment } from "../../domain/store/index.ts";
import { isKubeError, type CallOptions, type ClusterSession } from "../../kube/port.ts";
import { SECRETS } from "../resource-types.ts";

/** What is asked of a cluster. */
export type StoreCluster = Pick<ClusterSession, "context" | "get" | "forward">;

export interface FoundSecret {
  readonly environment: StoreEnvironment;
  readonly origin: SecretOrigin;
}

/** A Secret as a manifest of the workspace has it. */
export interface WrittenSecret {
  /** The object with its data. */
  readonly secret: unknown;
  /** From the workspace folder on. */
  readonly file: string;
}

export interface SecretSources {
  /** Absent: only the workspace is asked. */
  readonly session: StoreCluster | undefined;
  readonly namespace: string;
  /** One that is about to be deployed, and so goes before the cluster's. */
  sentSecret?(this: void, name: string): WrittenSecret | undefined;
  /** Asked only where the cluster has none, or does not let us read it. */
  writtenSecret(this: void, name: string): Promise<WrittenSecret | undefined>;
}

export type SecretAnswer =
  | { readonly kind: "found"; readonly found: FoundSecret }
  /** Why there is none, as a sentence. */
  | { readonly kind: "missing"; readonly reason: string };

/** @throws KubeError where the cluster cannot be reached, or the call was cancelled */
export async function readSecret(
  name: string | undefined,
  sources: SecretSources,
  options: CallOptions,
): Promise<SecretAnswer> {
  if (name === undefined) return found({ environment: storeEnvironment([]), origin: { kind: "none" } });
  const sent = sources.sentSecret?.(name);
  if (sent) return written(sent);
  const { session, namespace } = sources;
  const inCluster = session && (await secretOfCluster(name, session, namespace, options));
  if (inCluster?.kind === "found") return inCluster;
  const ofWorkspace = await sources.writtenSecret(name);
  if (ofWorkspace) return written(ofWorkspace);
  const reason =
    inCluster?.reason ?? l10n.t`No manifest of the workspace has the Secret ${name}, and no cluster is chosen.`;
  return { kind: "missing", reason };
}

async function secretOfCluster(
  name: string,
  session: StoreCluster,
  namespace: string,
  options: CallOptions,
): Promise<SecretAnswer> {
  const context = session.context.name;
  try {
    const secret = await session.get({ type: SECRETS, namespace, name }, options);
    return found({ environment: secretEnvironment(secret), origin: { kind: "cluster", context, namespace } });
  } catch (error) {
    if (!isKubeError(error)) throw error;
    if (error.reason === "not-found") {
      const reason = l10n.t`There is no Secret ${name} in namespace ${namespace} of ${context}, and no manifest of the workspace has it. The pod would not start: CreateContainerConfigError.`;
      return { kind: "missing", reason };
    }
    if (error.reason !== "forbidden") throw error;
    const reason = l10n.t`You may not read the Secret ${name} in namespace ${namespace} of ${context} (RBAC), and no manifest of the workspace has it.`;
    return { kind: "missing", reason };
  }
}

function written({ secret, file }: WrittenSecret): SecretAnswer {
  return found({ environment: secretEnvironment(secret), origin: { kind: "workspace", file } });
}

function found(secret: FoundSecret): SecretAnswer {
  return { kind: "found", found: secret };
}
