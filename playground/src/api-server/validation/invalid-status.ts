// The API server's refusal of an object that has mistakes.
import type { FieldError, Status } from "../../kubernetes/objects.ts";

/** 422: `Deployment.apps "x" is invalid: <mistake>`, with several `[<mistake>, <mistake>]`; the same mistake is named once. */
export function invalidStatus(kind: string, group: string, name: string, errors: readonly FieldError[]): Status {
  const texts = [...new Set(errors.map(error => `${error.field}: ${error.detail}`))];
  const list = texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(", ")}]`;
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: `${group === "" ? kind : `${kind}.${group}`} ${JSON.stringify(name)} is invalid: ${list}`,
    reason: "Invalid",
    details: {
      ...(name !== "" && { name }),
      ...(group !== "" && { group }),
      kind,
      causes: errors.map(error => ({ reason: error.type, message: error.detail, field: error.field })),
    },
    code: 422,
  };
}
