// The API server's refusals: Status objects with Kubernetes' own texts, reasons and codes.
import { ApiError } from "../kubernetes/cluster-client.ts";
import type { FieldError, Status, StatusDetails } from "../kubernetes/objects.ts";
import { invalidStatus } from "./validation/invalid-status.ts";

/** What a refusal says about where it comes from: a resource's group and plural. */
export interface RefusedResource {
  readonly group: string;
  readonly plural: string;
}

/** A failure to throw; the server answers it as it is. */
export function refusal(code: number, reason: string, message: string, details?: StatusDetails): ApiError {
  const status: Status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message };
  if (reason !== "") status.reason = reason;
  if (details) status.details = details;
  status.code = code;
  return new ApiError(status);
}

/** `deployments.apps`, as messages name a resource; the core group is left out. */
export function qualified(resource: RefusedResource): string {
  return resource.group === "" ? resource.plural : `${resource.plural}.${resource.group}`;
}

/** Details as they stand in a Status: no group for the core group. */
export function detailsOf(resource: RefusedResource, name: string): StatusDetails {
  return {
    ...(name === "" ? {} : { name }),
    ...(resource.group === "" ? {} : { group: resource.group }),
    kind: resource.plural,
  };
}

export function notFound(resource: RefusedResource, name: string): ApiError {
  return refusal(404, "NotFound", `${qualified(resource)} "${name}" not found`, detailsOf(resource, name));
}

/** No such path. */
export function noResource(): ApiError {
  return refusal(404, "NotFound", "the server could not find the requested resource", {});
}

export function alreadyExists(resource: RefusedResource, name: string): ApiError {
  return refusal(409, "AlreadyExists", `${qualified(resource)} "${name}" already exists`, detailsOf(resource, name));
}

export function conflict(resource: RefusedResource, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`;
  return refusal(409, "Conflict", message, detailsOf(resource, name));
}

/** The text of an update that carries an old resourceVersion. */
export const MODIFIED = "the object has been modified; please apply your changes to the latest version and try again";

export function badRequest(message: string): ApiError {
  return refusal(400, "BadRequest", message);
}

export function forbidden(resource: RefusedResource, name: string, why: string): ApiError {
  return refusal(403, "Forbidden", `${qualified(resource)} "${name}" is forbidden: ${why}`, detailsOf(resource, name));
}

export function unauthorized(): ApiError {
  return refusal(401, "Unauthorized", "Unauthorized");
}

export function methodNotAllowed(): ApiError {
  return refusal(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
}

export function expired(message: string): ApiError {
  return refusal(410, "Expired", message);
}

export function internalError(message: string): ApiError {
  return refusal(500, "InternalError", `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/** 422: `Deployment.apps "x" is invalid: …`. */
export function invalid(kind: string, group: string, name: string, errors: readonly FieldError[]): ApiError {
  return new ApiError(invalidStatus(kind, group, name, errors));
}
