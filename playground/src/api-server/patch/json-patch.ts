// JSON Patch (RFC 6902) as the API server applies it: all operations or none.
import { applyPatch, type Operation } from "rfc6902";
import { copy, isObject } from "../../support/json.ts";
import { badRequest, refusal } from "../refusals.ts";

/** The patched document. Throws 400 for what is no patch, 422 for an operation that fails, `test` included. */
export function jsonPatched(document: unknown, patch: unknown): unknown {
  if (!isPatch(patch)) {
    const kind = isObject(patch) ? "object" : typeof patch;
    throw badRequest(`json: cannot unmarshal ${kind} into Go value of type jsonpatch.Patch`);
  }
  const patched = copy(document);
  const failed = applyPatch(patched, patch.map(copy)).some(result => result !== null);
  // The real server keeps the reason to itself (seen on 1.20.2; the same code in 1.27).
  if (failed) throw refusal(422, "Invalid", "the server rejected our request due to an error in our request", {});
  return patched;
}

function isPatch(patch: unknown): patch is Operation[] {
  return Array.isArray(patch) && patch.every(operation => isObject(operation) && typeof operation["path"] === "string");
}
