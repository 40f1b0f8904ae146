// A request in the v2 protocol, as JSON and as a gRPC message (seldon-facts §7.4, grpc-fields.md).
import * as l10n from "@vscode/l10n";
import { flatten, shapeOf, type InputSignature, type Payload } from "../../../../schemas/src/index.ts";
import { isList, isMap, type PlainMap } from "../deploy/plain.ts";
import type { Table } from "./table.ts";

/** An input or an output as JSON has it. */
export interface V2Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data: unknown;
  readonly parameters?: PlainMap;
}

/** The name of a lone input where nobody says another; MLServer's runtimes do not look at it. */
const LONE_INPUT = "input-0";

/**
 * A table becomes one input per column with `content_type: pd`, rows without names one input with `np`: what MLServer makes
 * a data frame and a NumPy array of. Throws a sentence where v2 has no datatype for the values.
 */
export function v2Body(payload: Payload, table: Table | undefined, signature: InputSignature | undefined): PlainMap {
  const { inputs, contentType } = v2Inputs(payload, table, signature);
  const parameters = { ...(contentType === undefined ? {} : { content_type: contentType }), ...payload.parameters };
  return {
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    inputs,
    ...(payload.outputs === undefined ? {} : { outputs: payload.outputs }),
  };
}

function v2Inputs(
  payload: Payload,
  table: Table | undefined,
  signature: InputSignature | undefined,
): { inputs: unknown; contentType?: string } {
  if (payload.inputs) return { inputs: payload.inputs };
  const named = table ?? (payload.names ? { names: payload.names, rows: rowsOf(payload.ndarray ?? []) } : undefined);
  if (named && named.names.length > 0) {
    return {
      inputs: named.names.map((name, at) =>
        column(
          name,
          named.rows.map(row => row[at]),
        ),
      ),
      contentType: "pd",
    };
  }
  return { inputs: [array(payload.ndarray ?? table?.rows ?? [], signature)] };
}

function column(name: string, values: readonly unknown[]): V2Tensor {
  const datatype = datatypeOf(values, l10n.t`The column ${JSON.stringify(name)}`);
  const text = datatype === "BYTES" ? { parameters: { content_type: "str" } } : {};
  return { name, shape: [values.length, 1], datatype, data: values, ...text };
}

/** The name and the datatype are the model's where it has a single input. */
function array(rows: readonly unknown[], signature: InputSignature | undefined): V2Tensor {
  const [only, ...others] = signature?.inputs ?? [];
  const known = others.length === 0 ? only : undefined;
  const shape = shapeOf(rows);
  if (!shape) throw new Error(l10n.t("The rows have different lengths, so they are no tensor."));
  const values = flatten(rows) ?? [];
  const datatype = known?.datatype ?? datatypeOf(values, l10n.t("The array"));
  const contentType = datatype === "BYTES" ? "str" : "np";
  return { name: known?.name ?? LONE_INPUT, shape, datatype, data: values, parameters: { content_type: contentType } };
}

/** The narrowest that people expect: whole numbers, numbers, text, truth values. */
function datatypeOf(values: readonly unknown[], what: string): string {
  if (values.every(value => typeof value === "boolean")) return values.length === 0 ? "FP64" : "BOOL";
  if (values.every(value => Number.isInteger(value))) return "INT64";
  if (values.every(value => typeof value === "number")) return "FP64";
  if (values.every(value => typeof value === "string")) return "BYTES";
  const odd = values.some(value => value === null) ? l10n.t("has empty values") : l10n.t("has values of several kinds");
  throw new Error(
    l10n.t`${what} ${odd}, and a v2 input has one datatype without a word for nothing. Fill them in, or send \`body\`.`,
  );
}

function rowsOf(values: readonly unknown[]): readonly (readonly unknown[])[] {
  return values.map(row => (isList(row) ? row : [row]));
}

/** Where each datatype's values stand in a gRPC message; FP16 has no place (grpc-fields.md). */
export const V2_CONTENTS: Readonly<Record<string, string>> = {
  BOOL: "boolContents",
  INT8: "intContents",
  INT16: "intContents",
  INT32: "intContents",
  INT64: "int64Contents",
  UINT8: "uintContents",
  UINT16: "uintContents",
  UINT32: "uintContents",
  UINT64: "uint64Contents",
  FP32: "fp32Contents",
  FP64: "fp64Contents",
  BYTES: "bytesContents",
};

/** A ModelInferRequest of what JSON says; `base64` encodes the text of BYTES. */
export function v2Message(body: PlainMap, model: string, base64: (text: string) => string): PlainMap {
  const { id, parameters, inputs, outputs } = body;
  return {
    modelName: model,
    ...(id === undefined ? {} : { id }),
    ...(isMap(parameters) ? { parameters: parameterMessages(parameters) } : {}),
    inputs: isList(inputs) ? inputs.map(input => (isMap(input) ? inputMessage(input, base64) : input)) : [],
    ...(isList(outputs) ? { outputs: outputs.map(output => (isMap(output) ? withParameters(output) : output)) } : {}),
  };
}

function inputMessage(input: PlainMap, base64: (text: string) => string): PlainMap {
  const { data, datatype, ...rest } = input;
  const kind = typeof datatype === "string" ? datatype : "";
  const values = flatten(data) ?? (Array.isArray(data) ? data : [data]);
  const contents = kind === "BYTES" ? values.map(value => base64(String(value))) : truths(values, kind);
  return { ...withParameters(rest), datatype, contents: { [V2_CONTENTS[kind] ?? "fp64Contents"]: contents } };
}

function truths(values: readonly unknown[], datatype: string): readonly unknown[] {
  return datatype === "BOOL" ? values.map(value => value === true || value === 1) : values;
}

function withParameters(part: PlainMap): PlainMap {
  const { parameters, ...rest } = part;
  return isMap(parameters) ? { ...rest, parameters: parameterMessages(parameters) } : rest;
}

function parameterMessages(parameters: PlainMap): PlainMap {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, parameterMessage(value)]));
}

/** v2's parameters over gRPC are text, truth values and whole numbers. */
function parameterMessage(value: unknown): PlainMap {
  if (typeof value === "boolean") return { boolParam: value };
  return typeof value === "number" && Number.isInteger(value) ? { int64Param: value } : { stringParam: String(value) };
}
