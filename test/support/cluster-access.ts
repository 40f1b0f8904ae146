// A cluster as somebody changes it from outside VS Code, by our own client; with kubectl it is in outside-access.ts.
import { parseAllDocuments } from "yaml";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type ResourceType } from "../../client/src/kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/resource-types.ts";

export { PODS } from "../../client/src/live/resource-types.ts";

export interface ClusterAccess {
  readonly session: ClusterSession;
  /**
   * Applies all objects of a manifest, in the given namespace, which is made if need be, and their SeldonDeployment under
   * the given name.
   */
  apply(manifest: string, place: Place): Promise<void>;
  deleteDeployment(namespace: string, name: string): Promise<void>;
  close(): Promise<void>;
}

/** Where the objects of a manifest go. */
interface Place {
  readonly namespace: string;
  readonly name?: string | undefined;
}

const NAMESPACES: ResourceType = coreType("namespaces", "Namespace", false);
export const CLUSTER_ROLE_BINDINGS: ResourceType = rbacType("clusterrolebindings", "ClusterRoleBinding", false);
export const CRDS: ResourceType = {
  group: "apiextensions.k8s.io",
  version: "v1",
  plural: "customresourcedefinitions",
  kind: "CustomResourceDefinition",
  isNamespaced: false,
};

/** Uses the first context of a kubeconfig. */
export async function accessCluster(kubeconfig: string): Promise<ClusterAccess> {
  const gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  const [context] = (await gateway.contexts()).contexts;
  if (!context) throw new Error(`${kubeconfig} names no context.`);
  const session = await gateway.connect(context.name);
  return {
    session,
    async apply(manifest, { namespace, name }) {
      await makeNamespace(session, namespace);
      for (const object of placedObjects(manifest, { namespace, name })) {
        const isDeployment = object.kind === SELDON_DEPLOYMENTS.kind;
        const type = isDeployment ? SELDON_DEPLOYMENTS : coreType(`${object.kind.toLowerCase()}s`, object.kind);
        await session.apply<KubeObject>(type, object);
      }
    },
    deleteDeployment: (namespace, name) => session.delete({ type: SELDON_DEPLOYMENTS, name, namespace }),
    close: () => gateway.close(),
  };
}

/** Lets the members of a group do everything in one namespace. */
export async function grantNamespace(session: ClusterSession, namespace: string, group: string): Promise<void> {
  const metadata = { name: `all-to-${group}`, namespace };
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const apiGroup = "rbac.authorization.k8s.io";
  await session.apply<KubeObject>(rbacType("roles", "Role", true), {
    apiVersion,
    kind: "Role",
    metadata,
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
  });
  await session.apply<KubeObject>(rbacType("rolebindings", "RoleBinding", true), {
    apiVersion,
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup, kind: "Role", name: metadata.name },
    subjects: [{ kind: "Group", apiGroup, name: group }],
  });
}

/** One that is there already stays. */
export async function makeNamespace(session: ClusterSession, name: string): Promise<void> {
  try {
    await session.create(NAMESPACES, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  } catch (error) {
    if (!isKubeError(error) || error.reason !== "conflict") throw error;
  }
}

/** The objects of a manifest, in another namespace and their SeldonDeployment under another name. */
export function placedObjects(manifest: string, { namespace, name }: Place): KubeObject[] {
  return objectsOf(manifest).map(object => {
    const named = object.kind === SELDON_DEPLOYMENTS.kind && name !== undefined ? { name } : {};
    return { ...object, metadata: { ...object.metadata, ...named, namespace } };
  });
}

function objectsOf(manifest: string): KubeObject[] {
  return parseAllDocuments(manifest, { version: "1.1" }).map((document): KubeObject => {
    const object: unknown = document.toJS();
    if (!isObject(object)) throw new Error(`This is no Kubernetes object:\n${document.toString()}`);
    return object;
  });
}

function isObject(value: unknown): value is KubeObject {
  return typeof value === "object" && value !== null && "apiVersion" in value && "kind" in value && "metadata" in value;
}

function coreType(plural: string, kind: string, isNamespaced = true): ResourceType {
  return { group: "", version: "v1", plural, kind, isNamespaced };
}

function rbacType(plural: string, kind: string, isNamespaced: boolean): ResourceType {
  return { group: "rbac.authorization.k8s.io", version: "v1", plural, kind, isNamespaced };
}
