// Answers an AdmissionReview (admission.k8s.io/v1) about a SeldonDeployment as Seldon's webhook does.
import { isObject, type JsonObject, objectAt, parseJson } from "../support/json.ts";
import { textOf } from "../api-server/validation/json-values.ts";
import type { Status } from "../kubernetes/objects.ts";
import { decodeError } from "./decode-error.ts";
import { validateSeldonDeployment } from "./validate-seldon-deployment.ts";
import { refusalStatus } from "./webhook-errors.ts";

/** What goes back to the API server. */
export interface AdmissionReview {
  readonly apiVersion: "admission.k8s.io/v1";
  readonly kind: "AdmissionReview";
  readonly response: { readonly uid: string; readonly allowed: boolean; readonly status?: AdmissionStatus };
}

/** The result inside a review, in which most fields of a Status are optional. */
type AdmissionStatus = Partial<Status>;

/** The answer to a review; `undefined` where the text is none. Only creates and updates are looked at. */
export function review(text: string): AdmissionReview | undefined {
  const request = readRequest(text);
  if (request === undefined) return undefined;
  const status = ["CREATE", "UPDATE"].includes(textOf(request["operation"])) ? refusal(request["object"]) : undefined;
  const response = { uid: textOf(request["uid"]), allowed: status === undefined, ...(status && { status }) };
  return { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response };
}

function refusal(object: unknown): AdmissionStatus | undefined {
  const mistake = decodeError(object);
  if (mistake !== undefined) return { metadata: {}, message: mistake, code: 400 };
  const errors = validateSeldonDeployment(object);
  const name = textOf(objectAt(object, "spec")["name"]);
  return errors.length === 0 ? undefined : refusalStatus(name, errors);
}

function readRequest(text: string): JsonObject | undefined {
  const { request } = objectAt(parseJson(text));
  return isObject(request) ? request : undefined;
}
