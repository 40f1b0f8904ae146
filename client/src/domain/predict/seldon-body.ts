// A request in Seldon's own protocol, which JSON and gRPC write alike (seldon-facts §7.4, grpc-fields.md).
import type { Payload } from "../../../../schemas/src/index.ts";
import { isMap, type PlainMap } from "../deploy/plain.ts";
import type { Table } from "./table.ts";

/** What the payload's file holds, where it names one. */
export interface PayloadFiles {
  readonly table: Table | undefined;
  readonly base64: string | undefined;
}

/** A SeldonMessage. */
export function seldonBody(payload: Payload, { table, base64 }: PayloadFiles): PlainMap {
  const meta = payload.meta === undefined ? {} : { meta: payload.meta };
  const named = { ...(payload.names === undefined ? {} : { names: payload.names }) };
  if (table) {
    const names = table.names.length === 0 ? named : { names: table.names };
    return { ...meta, data: { ...names, ndarray: table.rows } };
  }
  if (payload.ndarray !== undefined) return { ...meta, data: { ...named, ndarray: payload.ndarray } };
  if (payload.tensor !== undefined) return { ...meta, data: { ...named, tensor: payload.tensor } };
  if (payload.strData !== undefined) return { ...meta, strData: payload.strData };
  if (base64 !== undefined) return { ...meta, binData: base64 };
  return { ...meta, jsonData: payload.jsonData };
}

/** Feedback on an answer. `meta.routing` in the response tells routers which branch the reward is for (seldon-facts §7.6). */
export function feedbackBody(
  request: unknown,
  response: unknown,
  reward: number | undefined,
  truth: unknown,
): PlainMap {
  return {
    request,
    ...(response === undefined ? {} : { response }),
    ...(reward === undefined ? {} : { reward }),
    ...(truth === undefined ? {} : { truth: asSeldonMessage(truth) }),
  };
}

const MESSAGE_KEYS = ["data", "binData", "strData", "jsonData"];

/** Values as people write them become a message: rows, a value, a text; a message stays one. */
function asSeldonMessage(truth: unknown): unknown {
  if (isMap(truth)) return MESSAGE_KEYS.some(key => Object.hasOwn(truth, key)) ? truth : { jsonData: truth };
  if (typeof truth === "string") return { strData: truth };
  return { data: { ndarray: Array.isArray(truth) ? truth : [truth] } };
}
