// JSON Schema of the Kubernetes types inside a SeldonDeployment, made from the models of @kubernetes/client-node.
//
// The models are of a newer Kubernetes than Seldon's CRD: fields the CRD does not hold are left out (a test compares field by
// field), since the API server would drop them without a word.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** A draft-07 schema, with the API server's own notions under `x-kubernetes-*`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

interface Attribute {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

/** Types that enter a SeldonDeployment, and all that hangs on them. */
const ROOTS = [
  "V1PodSpec",
  "V1ObjectMeta",
  "V1Container",
  "V1EnvVar",
  "V1ResourceRequirements",
  "V2MetricSpec",
  "V2HorizontalPodAutoscalerBehavior",
];

/** Newer than the Kubernetes types that Seldon's CRD was made from. */
const NEWER_THAN_CRD: Readonly<Record<string, readonly string[]>> = {
  V1Container: ["resizePolicy", "restartPolicy", "restartPolicyRules"],
  V1EnvVarSource: ["fileKeyRef"],
  V1EphemeralContainer: ["resizePolicy", "restartPolicy", "restartPolicyRules"],
  V1Lifecycle: ["stopSignal"],
  V1LifecycleHandler: ["sleep"],
  V1PersistentVolumeClaimSpec: ["volumeAttributesClassName"],
  V1PodAffinityTerm: ["matchLabelKeys", "mismatchLabelKeys"],
  V1PodSecurityContext: ["appArmorProfile", "seLinuxChangePolicy", "supplementalGroupsPolicy"],
  V1PodSpec: ["hostUsers", "hostnameOverride", "resourceClaims", "resources", "schedulingGates", "schedulingGroup"],
  V1ResourceRequirements: ["claims"],
  V1SecurityContext: ["appArmorProfile"],
  V1TopologySpreadConstraint: ["matchLabelKeys", "nodeAffinityPolicy", "nodeTaintsPolicy"],
  V1TypedObjectReference: ["namespace"],
  V1Volume: ["image"],
  V1VolumeMount: ["recursiveReadOnly"],
  V1VolumeProjection: ["clusterTrustBundle", "podCertificate"],
  V2HPAScalingRules: ["tolerance"],
};

/** Required by the models, but not by the CRD. */
const NOT_REQUIRED_BY_CRD: Readonly<Record<string, readonly string[]>> = { V1HostAlias: ["ip"] };

/** Amounts such as `500m` or `2Gi`, which the models call strings. Values of maps are meant where the property is one. */
const QUANTITIES: ReadonlySet<string> = new Set([
  "V1EmptyDirVolumeSource.sizeLimit",
  "V1PodSpec.overhead",
  "V1ResourceFieldSelector.divisor",
  "V1ResourceRequirements.limits",
  "V1ResourceRequirements.requests",
  "V1VolumeResourceRequirements.limits",
  "V1VolumeResourceRequirements.requests",
  "V2MetricTarget.averageValue",
  "V2MetricTarget.value",
]);

/** 64-bit integers in lists, whose format the models lose. */
const INTEGER_LISTS: ReadonlySet<string> = new Set(["V1PodSecurityContext.supplementalGroups"]);

/** Of a claim's metadata the CRD types nothing, so everything in it is dropped. */
const UNTYPED: ReadonlySet<string> = new Set(["V1PersistentVolumeClaimTemplate.metadata"]);

/** How the API server takes a quantity apart. */
const QUANTITY_PATTERN = String.raw`^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$`;
const QUANTITY: JsonSchema = {
  "x-kubernetes-int-or-string": true,
  anyOf: [{ type: "integer" }, { type: "string" }],
  pattern: QUANTITY_PATTERN,
};

/** Lists whose items the API server tells apart by keys, and refuses twice. */
const LIST_MAP_KEYS: Readonly<Record<string, readonly string[]>> = {
  "V1Container.ports": ["containerPort", "protocol"],
  "V1EphemeralContainer.ports": ["containerPort", "protocol"],
  "V1PodSpec.topologySpreadConstraints": ["topologyKey", "whenUnsatisfiable"],
};

const modelsFolder = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@kubernetes/client-node")),
  "gen/models",
);

/** Definitions by the models' names without their version, such as `PodSpec`. */
export async function kubernetesDefinitions(): Promise<Record<string, JsonSchema>> {
  const definitions: Record<string, JsonSchema> = {};
  const pending = [...ROOTS];
  for (let model = pending.pop(); model !== undefined; model = pending.pop()) {
    if (definitions[definitionName(model)]) continue;
    const attributes = await attributesOf(model);
    definitions[definitionName(model)] = objectSchema(model, attributes);
    pending.push(...attributes.flatMap(attribute => referencedModel(attribute.type) ?? []));
  }
  return Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => a.localeCompare(b, "en")));
}

function objectSchema(model: string, attributes: readonly Attribute[]): JsonSchema {
  const declaration = readFileSync(path.join(modelsFolder, `${model}.d.ts`), "utf8");
  const excluded = NEWER_THAN_CRD[model] ?? [];
  const kept = attributes.filter(attribute => !excluded.includes(attribute.baseName));
  const optional = NOT_REQUIRED_BY_CRD[model] ?? [];
  const required = kept
    .map(attribute => attribute.baseName)
    .filter(name => declaration.includes(`    '${name}': `) && !optional.includes(name));
  const properties = kept.map(attribute => {
    const listMapKeys = LIST_MAP_KEYS[`${model}.${attribute.baseName}`];
    const schema = {
      ...describe(declaration, attribute.baseName),
      ...propertySchema(`${model}.${attribute.baseName}`, attribute),
      ...(listMapKeys && { "x-kubernetes-list-map-keys": listMapKeys }),
    };
    return [attribute.baseName, schema] as const;
  });
  return { type: "object", ...(required.length > 0 && { required }), properties: Object.fromEntries(properties) };
}

function propertySchema(name: string, attribute: Attribute): JsonSchema {
  if (UNTYPED.has(name)) return { type: "object" };
  if (INTEGER_LISTS.has(name)) return { type: "array", items: { type: "integer", format: "int64" } };
  if (!QUANTITIES.has(name)) return typeSchema(attribute);
  return attribute.type === "string" ? QUANTITY : { type: "object", additionalProperties: QUANTITY };
}

/** The doc comment before a property, with the generator's escapes undone. */
function describe(declaration: string, property: string): { description?: string } {
  const comment = new RegExp(
    String.raw`/\*\*\n\s+\* (.*)\n\s+\*/\n\s+'${property.replace("$", String.raw`\$`)}'\??:`,
  ).exec(declaration)?.[1];
  return comment === undefined ? {} : { description: comment.replaceAll(/\\(['"`])/g, "$1").trim() };
}

function typeSchema({ type, format }: Attribute): JsonSchema {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return { type: "array", items: typeSchema({ baseName: "", type: list, format: "" }) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined)
    return { type: "object", additionalProperties: typeSchema({ baseName: "", type: map, format: "" }) };
  switch (type) {
    case "string":
      return { type: "string", ...(format && { format }) };
    case "number":
      return format.startsWith("int") ? { type: "integer", format } : { type: "number", ...(format && { format }) };
    case "boolean":
      return { type: "boolean" };
    case "Date":
      return { type: "string", format: "date-time" };
    case "IntOrString":
      return { "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, { type: "string" }] };
    case "any":
      return { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    default:
      return { $ref: `#/definitions/${definitionName(type)}` };
  }
}

function referencedModel(type: string): string | undefined {
  const inner = /^Array<(.*)>$/.exec(type)?.[1] ?? /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1] ?? type;
  if (/^(Array<|\{ )/.test(inner)) return referencedModel(inner);
  return /^V\d/.test(inner) ? inner : undefined;
}

function definitionName(model: string): string {
  return model.replace(/^V1/, "");
}

async function attributesOf(model: string): Promise<readonly Attribute[]> {
  const module: unknown = await import(path.join(modelsFolder, `${model}.js`));
  const type = property(module, model);
  const attributes = property(type, "attributeTypeMap");
  if (!Array.isArray(attributes)) throw new Error(`@kubernetes/client-node has no attribute map for ${model}.`);
  return attributes.map(toAttribute);
}

function toAttribute(value: unknown): Attribute {
  return {
    baseName: String(property(value, "baseName")),
    type: String(property(value, "type")),
    format: String(property(value, "format")),
  };
}

function property(value: unknown, name: string): unknown {
  const isHolder = (typeof value === "object" || typeof value === "function") && value !== null;
  return isHolder ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
}
