// A request in TensorFlow Serving's protocol, over REST only (seldon-facts §7.4).
import type { Payload } from "../../../../schemas/src/index.ts";
import type { PlainMap } from "../deploy/plain.ts";
import type { Table } from "./table.ts";

/** Rows are instances; with names each instance is an object of them, which is how a signature of several inputs is called. */
export function tensorflowBody(payload: Payload, table: Table | undefined): PlainMap {
  const signature = payload.signatureName === undefined ? {} : { signature_name: payload.signatureName };
  return { ...signature, instances: payload.instances ?? instancesOf(payload, table) };
}

function instancesOf(payload: Payload, table: Table | undefined): readonly unknown[] {
  const rows = table?.rows ?? payload.ndarray ?? [];
  const names = table?.names ?? payload.names ?? [];
  if (names.length === 0) return rows;
  return rows.map(row =>
    Array.isArray(row) ? Object.fromEntries(names.map((name, at): [string, unknown] => [name, row[at]])) : row,
  );
}
