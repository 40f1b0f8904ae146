// How the built-in kinds' lists and maps are merged: which fields tell items apart, and what is one piece.
// Source: patchMergeKey, listType, listMapKey, mapType and structType in Kubernetes' API types (1.27).

export interface KeyedList {
  readonly keys: readonly string[];
  /** Where a strategic merge patch tells items apart by another field than server-side apply. */
  readonly mergeKey?: string;
  /** Whether fields that a strategic merge patch does not name are dropped from an item. */
  readonly isRetainKeys?: boolean;
}

const CONDITIONS: KeyedList = { keys: ["type"] };
const BY_NAME: KeyedList = { keys: ["name"] };

/** Lists of objects that are told apart by keys, as `model.field`. */
export const KEYED_LISTS: Readonly<Record<string, KeyedList>> = {
  "V1ObjectMeta.ownerReferences": { keys: ["uid"] },
  "V1PodSpec.containers": BY_NAME,
  "V1PodSpec.initContainers": BY_NAME,
  "V1PodSpec.ephemeralContainers": BY_NAME,
  "V1PodSpec.volumes": { keys: ["name"], isRetainKeys: true },
  "V1PodSpec.imagePullSecrets": BY_NAME,
  "V1PodSpec.hostAliases": { keys: ["ip"] },
  "V1PodSpec.topologySpreadConstraints": { keys: ["topologyKey", "whenUnsatisfiable"] },
  "V1PodSpec.schedulingGates": BY_NAME,
  "V1PodSpec.resourceClaims": { keys: ["name"], isRetainKeys: true },
  "V1Container.env": BY_NAME,
  "V1Container.ports": { keys: ["containerPort", "protocol"] },
  "V1Container.volumeMounts": { keys: ["mountPath"] },
  "V1Container.volumeDevices": { keys: ["devicePath"] },
  "V1EphemeralContainer.env": BY_NAME,
  "V1EphemeralContainer.ports": { keys: ["containerPort", "protocol"] },
  "V1EphemeralContainer.volumeMounts": { keys: ["mountPath"] },
  "V1EphemeralContainer.volumeDevices": { keys: ["devicePath"] },
  "V1ResourceRequirements.claims": BY_NAME,
  "V1ServiceSpec.ports": { keys: ["port", "protocol"] },
  "V1ServiceAccount.secrets": BY_NAME,
  "V1ValidatingWebhookConfiguration.webhooks": BY_NAME,
  "V1MutatingWebhookConfiguration.webhooks": BY_NAME,
  "V1PodStatus.conditions": CONDITIONS,
  "V1PodStatus.podIPs": { keys: ["ip"] },
  "V1DeploymentStatus.conditions": CONDITIONS,
  "V1ReplicaSetStatus.conditions": CONDITIONS,
  "V1ReplicationControllerStatus.conditions": CONDITIONS,
  "V1StatefulSetStatus.conditions": CONDITIONS,
  "V1DaemonSetStatus.conditions": CONDITIONS,
  "V1ServiceStatus.conditions": CONDITIONS,
  "V1NamespaceStatus.conditions": CONDITIONS,
  "V1PodDisruptionBudgetStatus.conditions": CONDITIONS,
  "V2HorizontalPodAutoscalerStatus.conditions": CONDITIONS,
  "V1PersistentVolumeClaimStatus.conditions": CONDITIONS,
  "V1CustomResourceDefinitionStatus.conditions": CONDITIONS,
  "V1NodeStatus.conditions": CONDITIONS,
  "V1NodeStatus.addresses": { keys: ["type"] },
};

/** Lists of plain values that are merged as sets. */
export const SETS: ReadonlySet<string> = new Set(["V1ObjectMeta.finalizers", "V1NodeSpec.podCIDRs"]);

/** Objects that server-side apply takes as one piece wherever they stand. */
export const ATOMIC_TYPES: ReadonlySet<string> = new Set([
  "V1LabelSelector",
  "V1ObjectReference",
  "V1LocalObjectReference",
  "V1TypedLocalObjectReference",
  "V1SecretKeySelector",
  "V1ConfigMapKeySelector",
  "V1ObjectFieldSelector",
  "V1ResourceFieldSelector",
  "V1NodeSelector",
  "V1NodeSelectorTerm",
  "V1OwnerReference",
  "V1EndpointAddress",
  "CoreV1EndpointPort",
  "DiscoveryV1EndpointPort",
  "V1CrossVersionObjectReference",
  "V1RoleRef",
  "RbacV1Subject",
  "V1SecretReference",
  "V1ScopeSelector",
  "V1ScopedResourceSelectorRequirement",
]);

/** Maps that server-side apply takes as one piece. */
export const ATOMIC_FIELDS: ReadonlySet<string> = new Set([
  "V1PodSpec.nodeSelector",
  "V1ServiceSpec.selector",
  "V1ReplicationControllerSpec.selector",
  "V1CSIPersistentVolumeSource.volumeAttributes",
]);
