// One object of a deploy, ready to be sent: what it is to the API server, and where it goes.
import type { ClusterSession, KubeObject, ObjectRef, ResourceType } from "../../kube/port.ts";
import { objectToApply, type DeployObject, type DeployStep } from "../../domain/deploy/index.ts";

export interface DeployItem {
  readonly type: ResourceType;
  /** As it is sent. */
  readonly object: KubeObject;
}

/** Such as `SeldonDeployment churn`. */
export function itemWords({ object }: DeployItem): string {
  return `${object.kind} ${object.metadata.name}`;
}

export function refOf({ type, object }: DeployItem): ObjectRef {
  const { name, namespace } = object.metadata;
  return { type, name, ...(namespace !== undefined && { namespace }) };
}

export type FoundItem =
  | { readonly kind: "item"; readonly item: DeployItem }
  /** The API server has no such kind: a CRD is missing, or the version is of another time. */
  | { readonly kind: "unknown-kind"; readonly apiVersion: string; readonly objectKind: string };

/**
 * Asks the API server what it calls the kind.
 * @param value the object with its placeholders filled in
 */
export async function findItem<T extends DeployObject>(
  session: ClusterSession,
  { kind, name, namespace, object }: DeployStep<T>,
  value: object,
  signal?: AbortSignal,
): Promise<FoundItem> {
  const { apiVersion } = object;
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  const found =
    version === "" ? undefined : await session.findKind({ group: kind.group, kind: kind.kind, version }, { signal });
  if (!found) return { kind: "unknown-kind", apiVersion, objectKind: kind.kind };
  const { group, plural, isNamespaced } = found;
  const sent = objectToApply({ ...value }, namespace);
  const { metadata: sentMetadata, apiVersion: _apiVersion, kind: _kind, ...content } = sent;
  const metadata = { ...plainMap(sentMetadata), name, ...(namespace !== undefined && { namespace }) };
  return {
    kind: "item",
    item: {
      type: { group, version, plural, kind: kind.kind, isNamespaced },
      // In the order in which people write it, and read it in the preview.
      object: { apiVersion, kind: kind.kind, metadata, ...content },
    },
  };
}

function plainMap(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
