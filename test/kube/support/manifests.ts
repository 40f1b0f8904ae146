// Applies the manifests of examples/diary as the extension does, each in a namespace of its own.
import { parseAllDocuments } from "yaml";
import type { ClusterSession, KubeObject, ResourceType } from "../../../client/src/kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../../../client/src/live/index.ts";
import { readDiary, type DiaryManifest } from "../../support/diary.ts";

export async function createNamespace(session: ClusterSession, name: string): Promise<void> {
  await session.create(core("namespaces", "Namespace", false), {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name },
  });
}

/** With the Secret and the ConfigMap that the manifest takes for granted. */
export async function applyManifest(
  session: ClusterSession,
  manifest: DiaryManifest,
  namespace: string,
): Promise<void> {
  const written = objectsOf(manifest);
  const hasSecret = written.some(({ kind }) => kind === "Secret");
  const secrets = hasSecret ? [] : objectsOf("final.yaml").filter(({ kind }) => kind === "Secret");
  const configMap = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "rclone-config" },
    data: { "rclone.conf": "" },
  };
  for (const object of [configMap, ...secrets, ...written]) {
    const type =
      object.kind === "SeldonDeployment" ? SELDON_DEPLOYMENTS : core(`${object.kind.toLowerCase()}s`, object.kind);
    await session.apply<KubeObject>(type, { ...object, metadata: { ...object.metadata, namespace } });
  }
}

export function objectsOf(manifest: DiaryManifest): KubeObject[] {
  return parseAllDocuments(readDiary(manifest), { version: "1.1" }).map(document => {
    const object: unknown = document.toJS();
    if (!isKubeObject(object)) throw new Error(`${manifest} holds something that is no Kubernetes object.`);
    return object;
  });
}

function core(plural: string, kind: string, isNamespaced = true): ResourceType {
  return { group: "", version: "v1", plural, kind, isNamespaced };
}

function isKubeObject(value: unknown): value is KubeObject {
  return typeof value === "object" && value !== null && "kind" in value && "metadata" in value;
}
