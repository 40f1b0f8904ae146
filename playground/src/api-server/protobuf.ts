// Kubernetes' protobuf, as kubectl from 1.32 on sends what it creates by itself (namespaces, configmaps, access reviews …).
// Field numbers are those of Kubernetes' generated.proto files. Answers are always JSON, which every client takes, too.
import { isObject, type JsonObject } from "../support/json.ts";

/** The media type of such bodies. */
export const PROTOBUF_TYPE = "application/vnd.kubernetes.protobuf";

/**
 * A line per message, a word per field: number, name, type. `[` is a list, `{` a map by text, `@` a message, `~` one whose fields are the object's own; `s` text, `B` bytes,
 * `i` number, `z` number of which 0 means absent, `b` boolean, `q` amount, `x` number or text.
 */
const MESSAGES: Readonly<Record<string, string>> = {
  ObjectMeta:
    "1:name:s 2:generateName:s 3:namespace:s 5:uid:s 6:resourceVersion:s 11:labels:{s 12:annotations:{s 13:ownerReferences:[@OwnerReference 14:finalizers:[s",
  OwnerReference: "1:kind:s 3:name:s 4:uid:s 5:apiVersion:s 6:controller:b 7:blockOwnerDeletion:b",
  LabelSelector: "1:matchLabels:{s 2:matchExpressions:[@LabelSelectorRequirement",
  LabelSelectorRequirement: "1:key:s 2:operator:s 3:values:[s",
  Namespace: "1:metadata:@ObjectMeta 2:spec:@NamespaceSpec",
  NamespaceSpec: "1:finalizers:[s",
  ConfigMap: "1:metadata:@ObjectMeta 2:data:{s 3:binaryData:{B 4:immutable:b",
  Secret: "1:metadata:@ObjectMeta 2:data:{B 3:type:s 4:stringData:{s 5:immutable:b",
  ServiceAccount: "1:metadata:@ObjectMeta 3:imagePullSecrets:[@LocalObjectReference 4:automountServiceAccountToken:b",
  LocalObjectReference: "1:name:s",
  ResourceQuota: "1:metadata:@ObjectMeta 2:spec:@ResourceQuotaSpec",
  ResourceQuotaSpec: "1:hard:{q 2:scopes:[s",
  Service: "1:metadata:@ObjectMeta 2:spec:@ServiceSpec",
  ServiceSpec:
    "1:ports:[@ServicePort 2:selector:{s 3:clusterIP:s 4:type:s 5:externalIPs:[s 7:sessionAffinity:s 10:externalName:s",
  ServicePort: "1:name:s 2:protocol:s 3:port:i 4:targetPort:x 5:nodePort:z",
  SelfSubjectAccessReview: "1:metadata:@ObjectMeta 2:spec:@SelfSubjectAccessReviewSpec",
  SelfSubjectAccessReviewSpec:
    "1:resourceAttributes:@ResourceAttributes 2:nonResourceAttributes:@NonResourceAttributes",
  ResourceAttributes: "1:namespace:s 2:verb:s 3:group:s 4:version:s 5:resource:s 6:subresource:s 7:name:s",
  NonResourceAttributes: "1:path:s 2:verb:s",
  SelfSubjectRulesReview: "1:metadata:@ObjectMeta 2:spec:@SelfSubjectRulesReviewSpec",
  SelfSubjectRulesReviewSpec: "1:namespace:s",
  SelfSubjectReview: "1:metadata:@ObjectMeta",
  Role: "1:metadata:@ObjectMeta 2:rules:[@PolicyRule",
  ClusterRole: "1:metadata:@ObjectMeta 2:rules:[@PolicyRule 3:aggregationRule:@AggregationRule",
  AggregationRule: "1:clusterRoleSelectors:[@LabelSelector",
  PolicyRule: "1:verbs:[s 2:apiGroups:[s 3:resources:[s 4:resourceNames:[s 5:nonResourceURLs:[s",
  RoleBinding: "1:metadata:@ObjectMeta 2:subjects:[@Subject 3:roleRef:@RoleRef",
  ClusterRoleBinding: "1:metadata:@ObjectMeta 2:subjects:[@Subject 3:roleRef:@RoleRef",
  Subject: "1:kind:s 2:apiGroup:s 3:name:s 4:namespace:s",
  RoleRef: "1:apiGroup:s 2:kind:s 3:name:s",
  Deployment: "1:metadata:@ObjectMeta 2:spec:@DeploymentSpec",
  DeploymentSpec:
    "1:replicas:i 2:selector:@LabelSelector 3:template:@PodTemplateSpec 4:strategy:@DeploymentStrategy 5:minReadySeconds:z 6:revisionHistoryLimit:i 7:paused:b 9:progressDeadlineSeconds:i",
  DeploymentStrategy: "1:type:s 2:rollingUpdate:@RollingUpdateDeployment",
  RollingUpdateDeployment: "1:maxUnavailable:x 2:maxSurge:x",
  PodTemplateSpec: "1:metadata:@ObjectMeta 2:spec:@PodSpec",
  PodSpec:
    "2:containers:[@Container 3:restartPolicy:s 4:terminationGracePeriodSeconds:i 5:activeDeadlineSeconds:i 6:dnsPolicy:s 7:nodeSelector:{s 8:serviceAccountName:s 10:nodeName:s",
  Container:
    "1:name:s 2:image:s 3:command:[s 4:args:[s 5:workingDir:s 6:ports:[@ContainerPort 7:env:[@EnvVar 8:resources:@ResourceRequirements 14:imagePullPolicy:s",
  ContainerPort: "1:name:s 2:hostPort:z 3:containerPort:i 4:protocol:s 5:hostIP:s",
  EnvVar: "1:name:s 2:value:s",
  ResourceRequirements: "1:limits:{q 2:requests:{q",
  Job: "1:metadata:@ObjectMeta 2:spec:@JobSpec",
  JobSpec:
    "1:parallelism:i 2:completions:i 3:activeDeadlineSeconds:i 4:selector:@LabelSelector 5:manualSelector:b 6:template:@PodTemplateSpec 7:backoffLimit:i 8:ttlSecondsAfterFinished:i",
  PodDisruptionBudget: "1:metadata:@ObjectMeta 2:spec:@PodDisruptionBudgetSpec",
  PodDisruptionBudgetSpec: "1:minAvailable:x 2:selector:@LabelSelector 3:maxUnavailable:x",
  HorizontalPodAutoscaler: "1:metadata:@ObjectMeta 2:spec:@HorizontalPodAutoscalerSpec",
  HorizontalPodAutoscalerSpec:
    "1:scaleTargetRef:@CrossVersionObjectReference 2:minReplicas:i 3:maxReplicas:i 4:targetCPUUtilizationPercentage:i",
  CronJob: "1:metadata:@ObjectMeta 2:spec:@CronJobSpec",
  CronJobSpec:
    "1:schedule:s 2:startingDeadlineSeconds:i 3:concurrencyPolicy:s 4:suspend:b 5:jobTemplate:@JobTemplateSpec 6:successfulJobsHistoryLimit:i 7:failedJobsHistoryLimit:i 8:timeZone:s",
  JobTemplateSpec: "1:metadata:@ObjectMeta 2:spec:@JobSpec",
  Ingress: "1:metadata:@ObjectMeta 2:spec:@IngressSpec",
  IngressSpec: "1:defaultBackend:@IngressBackend 2:tls:[@IngressTLS 3:rules:[@IngressRule 4:ingressClassName:s",
  IngressTLS: "1:hosts:[s 2:secretName:s",
  IngressRule: "1:host:s 2::~IngressRuleValue",
  IngressRuleValue: "1:http:@HTTPIngressRuleValue",
  HTTPIngressRuleValue: "1:paths:[@HTTPIngressPath",
  HTTPIngressPath: "1:path:s 2:backend:@IngressBackend 3:pathType:s",
  IngressBackend: "3:resource:@TypedLocalObjectReference 4:service:@IngressServiceBackend",
  IngressServiceBackend: "1:name:s 2:port:@ServiceBackendPort",
  ServiceBackendPort: "1:name:s 2:number:z",
  TypedLocalObjectReference: "1:apiGroup:s 2:kind:s 3:name:s",
  CrossVersionObjectReference: "1:kind:s 2:name:s 3:apiVersion:s",
  DeleteOptions: "1:gracePeriodSeconds:i 2:preconditions:@Preconditions 4:propagationPolicy:s 5:dryRun:[s",
  Preconditions: "1:uid:s 2:resourceVersion:s",
  Eviction: "1:metadata:@ObjectMeta 2:deleteOptions:@DeleteOptions",
};

/** What every body begins with: `k8s` and a zero. */
const MAGIC = Buffer.from([0x6b, 0x38, 0x73, 0x00]);

/** The object in a body, as JSON has it; `undefined` where the body is none or its kind is not known here. */
export function readProtobuf(body: Buffer): JsonObject | undefined {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const envelope = fieldsOf(body.subarray(MAGIC.length));
  const type = fieldsOf(bytesOf(envelope, 1));
  const apiVersion = bytesOf(type, 1).toString();
  const kind = bytesOf(type, 2).toString();
  if (MESSAGES[kind] === undefined) return undefined;
  return { kind, apiVersion, ...readMessage(kind, bytesOf(envelope, 2)) };
}

interface Field {
  readonly number: number;
  readonly bytes: Buffer;
  /** The value where the field is a plain number. */
  readonly integer: number;
}

function readMessage(name: string, bytes: Buffer): JsonObject {
  const object: JsonObject = {};
  const fields = fieldsOf(bytes);
  for (const word of (MESSAGES[name] ?? "").split(" ")) {
    const [number = "", key = "", code = ""] = word.split(":");
    const found = fields.filter(field => field.number === Number(number));
    const value = readField(code, found);
    if (code.startsWith("~") && isObject(value)) Object.assign(object, value);
    else if (value !== undefined) object[key] = value;
  }
  return object;
}

function readField(code: string, found: readonly Field[]): unknown {
  const last = found.at(-1);
  if (!last) return undefined;
  if (code.startsWith("[")) return found.map(field => readScalar(code.slice(1), field));
  if (code.startsWith("{")) return Object.fromEntries(found.map(field => readEntry(code.slice(1), field)));
  const value = readScalar(code, last);
  return value === "" || value === false || (code === "z" && value === 0) ? undefined : value;
}

function readEntry(code: string, field: Field): [string, unknown] {
  const parts = fieldsOf(field.bytes);
  const value = parts.find(part => part.number === 2) ?? { number: 2, bytes: Buffer.alloc(0), integer: 0 };
  return [bytesOf(parts, 1).toString(), readScalar(code, value)];
}

function readScalar(code: string, field: Field): unknown {
  switch (code) {
    case "s":
      return field.bytes.toString();
    case "B":
      return field.bytes.toString("base64");
    case "b":
      return field.integer !== 0;
    case "i":
    case "z":
      return field.integer;
    case "q":
      return bytesOf(fieldsOf(field.bytes), 1).toString();
    case "x": {
      const parts = fieldsOf(field.bytes);
      const isText = parts.some(part => part.number === 1 && part.integer === 1);
      return isText ? bytesOf(parts, 3).toString() : (parts.find(part => part.number === 2)?.integer ?? 0);
    }
    default:
      return readMessage(code.slice(1), field.bytes);
  }
}

function bytesOf(fields: readonly Field[], number: number): Buffer {
  return fields.find(field => field.number === number)?.bytes ?? Buffer.alloc(0);
}

/** Takes a message apart; stops where the bytes make no sense. */
function fieldsOf(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  const reader = { bytes, position: 0 };
  while (reader.position < bytes.length) {
    const tag = readVarint(reader);
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (wire === 0) fields.push({ number, bytes: Buffer.alloc(0), integer: readVarint(reader) });
    else if (wire === 2) {
      const length = readVarint(reader);
      fields.push({ number, bytes: bytes.subarray(reader.position, reader.position + length), integer: 0 });
      reader.position += length;
    } else if (wire === 1) reader.position += 8;
    else if (wire === 5) reader.position += 4;
    else break;
  }
  return fields;
}

/** A number in groups of seven bits; negative ones come as two's complement of 64 bits. */
function readVarint(reader: { readonly bytes: Buffer; position: number }): number {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.bytes[reader.position++] ?? 0;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) break;
  }
  return Number(BigInt.asIntN(64, value));
}
