// When Secrets and ConfigMaps were last written: from their metadata, so that no value leaves the cluster.
import type { Change, ObjectName } from "../../domain/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type ResourceType } from "../../kube/port.ts";
import { SECRETS } from "../resource-types.ts";

const CONFIG_MAPS: ResourceType = {
  group: "",
  version: "v1",
  plural: "configmaps",
  kind: "ConfigMap",
  isNamespaced: true,
};

interface LookOptions {
  readonly signal: AbortSignal;
  /** No Secret is asked for, not even for its metadata. */
  readonly isReadOnly: boolean;
}

/** What is not there, or may not be read, is left out. Rejects with `KubeError` where the cluster does not answer. */
export async function lookUpChanges(
  session: Pick<ClusterSession, "get">,
  namespace: string,
  objects: readonly ObjectName[],
  { signal, isReadOnly }: LookOptions,
): Promise<Change[]> {
  const wanted = objects.filter(({ kind }) => !isReadOnly || kind !== "Secret");
  const found = await Promise.all(
    wanted.map(async ({ kind, name }): Promise<Change[]> => {
      const type = kind === "Secret" ? SECRETS : CONFIG_MAPS;
      const at = await unlessHidden(session.get({ type, namespace, name }, { signal, isMetadataOnly: true }));
      return at === undefined ? [] : [{ kind, name, at }];
    }),
  );
  return found.flat();
}

async function unlessHidden(work: Promise<KubeObject>): Promise<string | undefined> {
  try {
    return lastWritten(await work);
  } catch (error) {
    if (isKubeError(error) && (error.reason === "not-found" || error.reason === "forbidden")) return undefined;
    throw error;
  }
}

/** Of its content: a label that was added later changes nothing for the pods. */
function lastWritten({ metadata }: KubeObject): string | undefined {
  const { creationTimestamp, managedFields = [] } = metadata;
  const writers = managedFields.filter(({ fieldsV1 = {} }) => CONTENT.some(field => Object.hasOwn(fieldsV1, field)));
  const times = [creationTimestamp, ...writers.map(({ time }) => time)];
  // All in UTC and in whole seconds, so that their texts are in the order of time.
  return times
    .filter(time => time !== undefined)
    .toSorted()
    .at(-1);
}

const CONTENT = ["f:data", "f:stringData", "f:binaryData"];
