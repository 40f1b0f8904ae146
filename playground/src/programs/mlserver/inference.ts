// Requests and answers of the v2 protocol (seldon-facts §7.4).
import { asNumber, asText, isObject, listAt, parseJson, valueAt } from "../../support/json.ts";

interface InferenceInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  /** Flat. */
  readonly data: readonly unknown[];
}

export interface InferenceRequest {
  readonly id: string | undefined;
  readonly inputs: readonly InferenceInput[];
  /** Names of the outputs that are wanted; none for the default. */
  readonly outputs: readonly string[];
}

export interface InferenceOutput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data: readonly unknown[];
}

/** Reads a request; a text says what is wrong, in the words of MLServer's validation. */
export function readInference(body: string): InferenceRequest | string {
  const value = parseJson(body);
  if (!isObject(value)) return "1 validation error for Request: body -> value is not a valid dict";
  if (!Array.isArray(value["inputs"])) return "body -> inputs: field required";
  const inputs: InferenceInput[] = [];
  for (const [index, item] of listAt(value["inputs"]).entries()) {
    const missing = ["name", "shape", "datatype", "data"].find(name => valueAt(item, name) === undefined);
    if (missing !== undefined) return `body -> inputs -> ${index} -> ${missing}: field required`;
    inputs.push({
      name: asText(valueAt(item, "name")) ?? "",
      shape: listAt(item, "shape").map(length => asNumber(length) ?? 0),
      datatype: asText(valueAt(item, "datatype")) ?? "",
      data: listAt(item, "data").flat(Infinity),
    });
  }
  const outputs = listAt(value["outputs"]).flatMap(item => asText(valueAt(item, "name")) ?? []);
  return { id: asText(value["id"]), inputs, outputs };
}

/** The rows of the first input, by its shape; several inputs of one column each are columns, as MLServer's pandas codec reads them. */
export function inputRows(inputs: readonly InferenceInput[]): unknown[][] {
  const [first] = inputs;
  if (first === undefined) return [];
  const count = first.shape[0] ?? first.data.length;
  if (inputs.length > 1) return Array.from({ length: count }, (_, row) => inputs.map(input => input.data[row]));
  const width = count === 0 ? 0 : Math.floor(first.data.length / count);
  return Array.from({ length: count }, (_, row) => first.data.slice(row * width, (row + 1) * width));
}

/** An output from rows of numbers or from a flat list. */
export function outputOf(name: string, values: readonly (number | string | readonly number[])[]): InferenceOutput {
  const width = Array.isArray(values[0]) ? values[0].length : 1;
  const data = values.flat();
  const isText = data.some(value => typeof value === "string");
  const isWhole = data.every(value => Number.isInteger(value));
  return {
    name,
    shape: [values.length, width],
    datatype: isText ? "BYTES" : isWhole && width === 1 ? "INT64" : "FP64",
    data,
  };
}
