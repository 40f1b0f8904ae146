// What a model has predicted, in one form for all protocols and both transports (seldon-facts §7.4, grpc-fields.md).
import { flatten, reshape, shapeOf } from "../../../../schemas/src/index.ts";
import { textOfBase64 } from "../deploy/base64.ts";
import { isList, isMap, listAt, mapAt, textAt, valueAt, type PlainMap } from "../deploy/plain.ts";
import type { Protocol, Transport } from "./exchange.ts";
import { V2_CONTENTS, type V2Tensor } from "./v2-body.ts";

export interface Predicted {
  /** The values: nested lists of a tensor, a text, an object by output where v2 has several; `undefined` where there is none. */
  readonly value: unknown;
  /** Of the columns (Seldon, instances that are objects) or of the outputs (v2); empty where the answer gives none. */
  readonly names: readonly string[];
  /** Where the values make one: a row for each instance. */
  readonly table: AnswerTable | undefined;
  /** Bytes in base64 that the answer holds. */
  readonly bytes: readonly string[];
}

export interface AnswerTable {
  /** As many as a row has values; counted from 0 where the answer names none. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const NOTHING: Predicted = { value: undefined, names: [], table: undefined, bytes: [] };

export function readPrediction(body: unknown, protocol: Protocol, transport: Transport): Predicted {
  if (!isMap(body)) return NOTHING;
  if (protocol === "v2") return fromV2(v2Outputs(body, transport));
  return protocol === "tensorflow" ? fromTensorflow(body) : fromSeldon(body);
}

/** A 1-D result is one value for each row, and has no names (seldon-facts §7.4). */
function fromSeldon(body: PlainMap): Predicted {
  const data = mapAt(body, "data");
  const names = listAt(data, "names").filter(name => typeof name === "string");
  if (isList(data["ndarray"]))
    return { ...NOTHING, value: data["ndarray"], names, table: tableOf(data["ndarray"], names) };
  const shape = listAt(data, "tensor", "shape").map(Number);
  const values = listAt(data, "tensor", "values");
  if (data["tensor"] !== undefined) {
    const value = reshape(values, shape) ?? values;
    return { ...NOTHING, value, names, table: isList(value) ? tableOf(value, names) : undefined };
  }
  const bytes = textAt(body, "binData");
  if (bytes !== undefined && bytes !== "") return { ...NOTHING, bytes: [bytes] };
  return { ...NOTHING, value: body["strData"] ?? body["jsonData"] };
}

function fromTensorflow(body: PlainMap): Predicted {
  const value = body["predictions"] ?? body["outputs"];
  if (!isList(value)) return { ...NOTHING, value };
  const [first] = value;
  if (!isMap(first)) return { ...NOTHING, value, table: tableOf(value, []) };
  const names = Object.keys(first);
  const rows = value.map(instance => names.map(name => valueAt(instance, name)));
  return { ...NOTHING, value, names, table: { columns: names, rows } };
}

/** Outputs as JSON has them; those of gRPC have their values by datatype. */
function v2Outputs(body: PlainMap, transport: Transport): V2Tensor[] {
  return listAt(body, "outputs")
    .filter(isMap)
    .map(output => {
      const datatype = textAt(output, "datatype") ?? "";
      const data = transport === "grpc" ? contentsOf(mapAt(output, "contents"), datatype) : output["data"];
      return { name: textAt(output, "name") ?? "", shape: listAt(output, "shape").map(Number), datatype, data };
    });
}

/** Bytes that are text are shown as text; whole numbers of 64 bits may come as text. */
function contentsOf(contents: PlainMap, datatype: string): unknown {
  const values = listAt(contents, V2_CONTENTS[datatype] ?? "");
  if (datatype === "BYTES")
    return values.map(value => (typeof value === "string" ? (textOfBase64(value) ?? value) : value));
  return datatype.endsWith("INT64") ? values.map(Number) : values;
}

function fromV2(outputs: readonly V2Tensor[]): Predicted {
  const shaped = outputs.map(({ name, shape, data }) => {
    const flat = flatten(data);
    return { name, value: flat ? (reshape(flat, shape) ?? flat) : data };
  });
  const [first] = shaped;
  const value =
    shaped.length > 1 ? Object.fromEntries(shaped.map(output => [output.name, output.value])) : first?.value;
  const texts = outputs.filter(output => output.datatype === "BYTES").flatMap(output => flatten(output.data) ?? []);
  return {
    value,
    names: outputs.map(output => output.name),
    table: joined(shaped),
    bytes: texts.filter(text => typeof text === "string").filter(isEncodedImage),
  };
}

/** Outputs of as many rows stand beside each other. */
function joined(outputs: readonly { readonly name: string; readonly value: unknown }[]): AnswerTable | undefined {
  const tables = outputs.map(({ name, value }) => {
    const table = isList(value) ? tableOf(value, []) : undefined;
    if (!table) return undefined;
    const columns = table.columns.length === 1 ? [name] : table.columns.map(column => `${name}[${column}]`);
    return { columns, rows: table.rows };
  });
  const whole = tables.filter(table => table !== undefined);
  const count = whole[0]?.rows.length ?? 0;
  if (whole.length === 0 || whole.length < tables.length || whole.some(table => table.rows.length !== count)) {
    return undefined;
  }
  return {
    columns: whole.flatMap(table => table.columns),
    rows: Array.from({ length: count }, (_, row) => whole.flatMap(table => table.rows[row] ?? [])),
  };
}

/** Rows of equal length; single values are rows of one. */
function tableOf(values: readonly unknown[], names: readonly string[]): AnswerTable | undefined {
  const rows = values.map(row => (isList(row) ? row : [row]));
  const width = rows[0]?.length ?? 0;
  if (rows.length === 0 || rows.some(row => row.length !== width)) return undefined;
  return { columns: names.length === width ? names : Array.from({ length: width }, (_, at) => String(at)), rows };
}

/** Lengths of the predicted values; `undefined` where they are no tensor. */
export function predictedShape(value: unknown): readonly number[] | undefined {
  return isList(value) ? shapeOf(value) : undefined;
}

export interface AnswerImage {
  readonly mediaType: string;
  readonly base64: string;
}

/** What the first bytes of images look like in base64. Only formats that run nothing. */
const IMAGES: readonly (readonly [start: string, mediaType: string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
];

export function imagesIn(bytes: readonly string[]): AnswerImage[] {
  return bytes.flatMap(base64 => {
    const found = IMAGES.find(([start]) => base64.startsWith(start));
    return found ? [{ mediaType: found[1], base64 }] : [];
  });
}

function isEncodedImage(text: string): boolean {
  return IMAGES.some(([start]) => text.startsWith(start)) && /^[A-Za-z0-9+/]+=*$/.test(text);
}

/** Rows of numbers, to be drawn; `undefined` where a value is none. */
export function numericRows(table: AnswerTable | undefined): readonly (readonly number[])[] | undefined {
  const rows = table?.rows.map(row => row.filter(value => typeof value === "number"));
  return rows?.every((row, at) => row.length > 0 && row.length === table?.rows[at]?.length) === true ? rows : undefined;
}

/** The shares of classes: none below 0, and 1 together. */
export function areProbabilities(row: readonly number[]): boolean {
  const total = row.reduce((sum, value) => sum + value, 0);
  return row.length > 1 && row.every(value => value >= 0 && value <= 1) && Math.abs(total - 1) < 1e-3;
}
