// What is known of a model's input before anybody wrote a request: metadata of servers, an MLmodel's signature, an example.
import type { InputSignature, SignatureInput } from "../../../../schemas/src/index.ts";
import { isList, isMap, listAt, mapAt, textAt, valueAt } from "../deploy/plain.ts";
import { parseJson } from "../json/index.ts";

/** Input that somebody kept, as rows with or without names, or as v2 inputs. */
export interface InputExample {
  readonly columns: readonly string[];
  readonly rows: readonly unknown[];
}

/** Of `GET /v2/models/<name>` or ModelMetadata over gRPC; `undefined` where it names no input. */
export function signatureOfV2Metadata(metadata: unknown): InputSignature | undefined {
  return signatureOf(listAt(metadata, "inputs").flatMap(v2Input));
}

/**
 * Of `GET /api/v1.0/metadata` (the graph), `/api/v1.0/metadata/<unit>`, or their gRPC calls. Units describe their input as
 * v2 does, or with a message type and a schema of names.
 */
export function signatureOfSeldonMetadata(metadata: unknown, unit?: string): InputSignature | undefined {
  const models = mapAt(metadata, "models");
  const own = unit === undefined ? undefined : models[unit];
  const places = [
    listAt(metadata, "graphinputs"),
    listAt(metadata, "inputs"),
    listAt(own, "inputs"),
    ...(own === undefined ? Object.values(models).map(model => listAt(model, "inputs")) : []),
  ];
  for (const inputs of places) {
    const found = signatureOf(inputs.flatMap(seldonInput));
    if (found) return found;
  }
  return undefined;
}

/** Of an `MLmodel` file as plain data: MLflow keeps the inputs as JSON in a text. */
export function signatureOfMlmodel(model: unknown): InputSignature | undefined {
  const written = valueAt(model, "signature", "inputs");
  return signatureOf((typeof written === "string" ? listOf(parseJson(written)) : listOf(written)).flatMap(mlflowInput));
}

/** Of `input_example.json`, in any of MLflow's forms. */
export function inputExample(text: string): InputExample | undefined {
  const value = parseJson(text);
  const split = [mapAt(value, "dataframe_split"), mapAt(value)].find(({ data }) => isList(data));
  if (split) return { columns: listAt(split, "columns").map(String), rows: listAt(split, "data") };
  const rows = [value, valueAt(value, "dataframe_records"), valueAt(value, "inputs"), valueAt(value, "instances")].find(
    isList,
  );
  return rows && exampleOf(rows);
}

function exampleOf(rows: readonly unknown[]): InputExample | undefined {
  const [first] = rows;
  if (rows.length === 0) return undefined;
  if (!isMap(first)) return { columns: [], rows };
  const columns = Object.keys(first);
  return { columns, rows: rows.map(row => columns.map(column => valueAt(row, column) ?? null)) };
}

function v2Input(input: unknown): SignatureInput[] {
  const name = textAt(input, "name");
  const datatype = textAt(input, "datatype");
  if (name === undefined || datatype === undefined) return [];
  return [{ name, datatype, ...shapeAt(input, "shape") }];
}

/** A schema has names, and the shape of one row. */
function seldonInput(input: unknown): SignatureInput[] {
  if (textAt(input, "messagetype") === undefined) return v2Input(input);
  const names = listAt(input, "schema", "names").filter(name => typeof name === "string");
  if (names.length > 0) return names.map(name => ({ name }));
  const shape = listAt(input, "schema", "shape").map(Number);
  return shape.length === 0 ? [] : [{ shape: [-1, ...shape] }];
}

/** A column, or a tensor with NumPy's type. */
function mlflowInput(input: unknown): SignatureInput[] {
  const name = textAt(input, "name");
  const type = textAt(input, "type");
  const named = name === undefined ? {} : { name };
  const isRequired = valueAt(input, "required") === false ? { isRequired: false } : {};
  if (type !== "tensor") return type === undefined ? [] : [{ ...named, type, ...isRequired }];
  const dtype = textAt(input, "tensor-spec", "dtype");
  return [{ ...named, ...(dtype === undefined ? {} : { type: dtype }), ...shapeAt(input, "tensor-spec", "shape") }];
}

function shapeAt(value: unknown, ...path: readonly string[]): { shape?: readonly number[] } {
  const shape = listAt(value, ...path).map(Number);
  return shape.length === 0 || shape.some(Number.isNaN) ? {} : { shape };
}

function signatureOf(inputs: readonly SignatureInput[]): InputSignature | undefined {
  return inputs.length === 0 ? undefined : { inputs };
}

function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}
