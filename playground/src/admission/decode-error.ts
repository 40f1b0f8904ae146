// Numbers that fit the CRD and not the webhook's Go types: the CRD's `format: int32` is no limit to the API server.
import { seldonDeploymentSchemas } from "../api-server/generated/seldon-deployment-schemas.ts";
import { isObject } from "../support/json.ts";
import { isList } from "../api-server/validation/json-values.ts";
import type { NamedSchema } from "../api-server/validation/named-schemas.ts";

/** Go's names of Seldon's types, where they are not those of our schemas. */
const GO_NAMES: Readonly<Record<string, string>> = {
  Predictor: "PredictorSpec",
  ComponentSpec: "SeldonPodSpec",
  HpaSpec: "SeldonHpaSpec",
  KedaSpec: "SeldonScaledObjectSpec",
  PdbSpec: "SeldonPdbSpec",
};

/** A value that is looked at: what it is, in which Go type, and where, without indices. */
interface Place {
  readonly value: unknown;
  readonly schema: NamedSchema | undefined;
  readonly holder: string;
  readonly path: string;
}

const LARGEST = 2 ** 31;

/**
 * The error with which the webhook refuses an object that it cannot decode, such as `json: cannot unmarshal number 2147483648
 * into Go struct field PredictorSpec.spec.predictors.traffic of type int32`; `undefined` where it can. Of several numbers the
 * first counts, in the alphabetical order in which the API server writes fields.
 */
export function decodeError(object: unknown): string | undefined {
  return firstError({ value: object, schema: { $ref: "SeldonDeployment" }, holder: "", path: "" });
}

function firstError(place: Place): string | undefined {
  const { $ref } = place.schema ?? {};
  if ($ref !== undefined) {
    return firstError({ ...place, schema: seldonDeploymentSchemas[$ref], holder: goName($ref) });
  }
  const { value, schema, path, holder } = place;
  if (typeof value === "number") return numberError(value, schema, `${holder}.${path}`);
  const parts = isList(value) ? value.map(item => ({ ...place, value: item, schema: schema?.items })) : fields(place);
  for (const part of parts) {
    const error = firstError(part);
    if (error !== undefined) return error;
  }
  return undefined;
}

function fields({ value, schema, holder, path }: Place): Place[] {
  if (!isObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map(name => ({
      value: value[name],
      schema: schema?.properties?.[name] ?? schema?.additionalProperties,
      holder,
      path: path === "" ? name : `${path}.${name}`,
    }));
}

function numberError(value: number, schema: NamedSchema | undefined, field: string): string | undefined {
  if (value >= -LARGEST && value < LARGEST) return undefined;
  if (schema?.format === "int32") {
    return `json: cannot unmarshal number ${value} into Go struct field ${field} of type int32`;
  }
  // Ports and the like; quantities are read as text.
  const isIntOrString = schema?.["x-kubernetes-int-or-string"] === true && schema.pattern === undefined;
  return isIntOrString ? `json: cannot unmarshal number ${value} into Go value of type int32` : undefined;
}

function goName(name: string): string {
  return GO_NAMES[name] ?? name.replace(/^PredictiveUnit\d+$/, "PredictiveUnit");
}
