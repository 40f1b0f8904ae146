// Finds the message types of a method by the names of service and method.
import protobuf, { type Root, type Type } from "protobufjs";
import { INFERENCE_PROTO } from "./inference-proto.ts";
import { SELDON_PROTO } from "./seldon-proto.ts";

export interface MethodTypes {
  readonly request: Type;
  readonly response: Type;
}

let known: Root | undefined;

/** @throws where there is no such method */
export function findMethod(service: string, method: string): MethodTypes {
  const found = types().lookupService(service).methods[method];
  if (!found) throw new Error(`The service ${service} has no method ${method}.`);
  const { parent } = found;
  if (!parent) throw new Error(`The method ${method} belongs to no service.`);
  return { request: parent.lookupType(found.requestType), response: parent.lookupType(found.responseType) };
}

/** Names stay as they are on the wire's documentation: `binData`, `model_name`. */
function types(): Root {
  if (known) return known;
  const root = new protobuf.Root();
  for (const name of ["struct", "any", "empty"]) {
    const nested = protobuf.common.get(`google/protobuf/${name}.proto`)?.nested;
    if (nested) root.addJSON(nested);
  }
  for (const text of [SELDON_PROTO, INFERENCE_PROTO]) protobuf.parse(text, root, { keepCase: true });
  root.resolveAll();
  return (known = root);
}
