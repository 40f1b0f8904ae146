// Where defaults and validation are called: what the server fills in, and what is wrong with an object beyond its types.
import type { FieldError, KubeObject } from "../../kubernetes/objects.ts";
import type { Resource } from "../resource.ts";
import { applyDefaults } from "../validation/apply-defaults.ts";
import { validateScaleReplicas } from "../validation/custom-scale.ts";
import { validateBuiltin } from "../validation/validate-builtin.ts";
import { validateObjectMeta } from "../validation/object-meta.ts";

/** The mistakes of an object, in Kubernetes' words. */
export function objectErrors(resource: Resource, object: KubeObject): FieldError[] {
  const { plural, isNamespaced, custom } = resource;
  if (!custom) return validateBuiltin(plural, object, isNamespaced);
  const replicas = custom.scale ? validateScaleReplicas(object, `.${custom.scale.specReplicas.join(".")}`) : [];
  return [...validateObjectMeta(object.metadata, { isNamespaced }), ...replicas];
}

/** The object with the defaults of its kind. */
export function withDefaults(resource: Resource, object: KubeObject): KubeObject {
  return resource.custom ? object : applyDefaults(resource.plural, object);
}
