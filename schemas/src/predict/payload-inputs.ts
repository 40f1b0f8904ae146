// Holds v2 inputs against their own shapes and datatypes, and against a model's inputs.
import * as l10n from "@vscode/l10n";
import type { PayloadContext, PayloadPath, PayloadProblem, SignatureInput } from "./payload-problem.ts";
import { flatten, isNumbers, isObject, isText, product, type PlainObject } from "./values.ts";

/** Ends of the whole-number datatypes; those of 64 bits are beyond what a JSON number holds exactly. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  UINT8: [0, 255],
  UINT16: [0, 65_535],
  UINT32: [0, 4_294_967_295],
  UINT64: [0, 2 ** 64],
  INT8: [-128, 127],
  INT16: [-32_768, 32_767],
  INT32: [-2_147_483_648, 2_147_483_647],
  INT64: [-(2 ** 63), 2 ** 63],
};

export function checkInputs(inputs: readonly unknown[], context: PayloadContext): PayloadProblem[] {
  const known = context.signature?.inputs ?? [];
  return inputs.flatMap((input, index) => {
    if (!isObject(input)) return [];
    const at = ["inputs", index];
    const own = checkInput(input, at, context);
    const model = modelInput(input, known, inputs.length);
    return own.length > 0 || !model ? own : againstModel(input, model, at);
  });
}

function checkInput(input: PlainObject, at: PayloadPath, { transport }: PayloadContext): PayloadProblem[] {
  const { shape, datatype, data } = input;
  if (datatype === "FP16" && transport === "grpc") {
    const text = l10n.t("v2 has no field for FP16 in its gRPC messages. Send FP32, or set `transport: rest`.");
    return [
      {
        ...error([...at, "datatype"], "halfFloatOverGrpc", text),
        fix: { kind: "set-value", path: [...at, "datatype"], value: "FP32" },
      },
    ];
  }
  const values = flatten(data);
  if (!values) return [];
  if (isNumbers(shape) && product(shape) !== values.length) return [count(shape, values.length, at)];
  const wrong = isText(datatype) ? values.findIndex(value => !holds(datatype, value)) : -1;
  return wrong < 0 || !isText(datatype) ? [] : [wrongValue(values, wrong, datatype, at)];
}

function count(shape: readonly number[], length: number, at: PayloadPath): PayloadProblem {
  const path = [...at, "shape"];
  const text = l10n.t`The shape [${shape.join(", ")}] takes ${product(shape)} values, but \`data\` has ${length}, so the server cannot make a tensor of it. Correct one of the two.`;
  const perRow = product(shape.slice(1));
  const problem = error(path, "inputCount", text);
  if (shape.length === 0 || perRow === 0 || length % perRow !== 0) return problem;
  return { ...problem, fix: { kind: "set-value", path, value: [length / perRow, ...shape.slice(1)] } };
}

function holds(datatype: string, value: unknown): boolean {
  if (datatype === "BYTES") return isText(value);
  if (datatype === "BOOL") return typeof value === "boolean" || value === 0 || value === 1;
  if (/^FP\d/.test(datatype)) return typeof value === "number";
  const [least, most] = RANGES[datatype] ?? [];
  if (least === undefined || most === undefined) return true;
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}

function wrongValue(values: readonly unknown[], index: number, datatype: string, at: PayloadPath): PayloadProblem {
  const shown = JSON.stringify(values[index]).slice(0, 60);
  const text = l10n.t`${shown} is no ${datatype}, so the server refuses the input or changes the value. Correct the value or the datatype.`;
  const better = ["BOOL", "INT64", "FP64", "BYTES"].find(other => values.every(value => isOf(other, value)));
  const problem = error([...at, "datatype"], "inputValue", text);
  return better === undefined
    ? problem
    : { ...problem, fix: { kind: "set-value", path: [...at, "datatype"], value: better } };
}

/** Stricter than `holds`: 0 and 1 are numbers first. */
function isOf(datatype: string, value: unknown): boolean {
  return datatype === "BOOL" ? typeof value === "boolean" : holds(datatype, value);
}

/** By name; a model with one input is given one, whatever it is called: MLServer's runtimes do not look at the name. */
function modelInput(input: PlainObject, known: readonly SignatureInput[], count: number): SignatureInput | undefined {
  return known.find(({ name }) => name === input["name"]) ?? (known.length === 1 && count === 1 ? known[0] : undefined);
}

function againstModel(input: PlainObject, model: SignatureInput, at: PayloadPath): PayloadProblem[] {
  const { shape, datatype } = input;
  if (isText(datatype) && model.datatype !== undefined && isKindOther(datatype, model.datatype)) {
    const path = [...at, "datatype"];
    const text = l10n.t`The model's metadata asks for ${model.datatype} here, and ${datatype} is of another kind, so the model refuses or misreads it. Send ${model.datatype}.`;
    return [{ ...error(path, "inputDatatype", text), fix: { kind: "set-value", path, value: model.datatype } }];
  }
  if (!isNumbers(shape) || !model.shape || fitsShape(shape, model.shape)) return [];
  const path = [...at, "shape"];
  const text = l10n.t`The shape [${shape.join(", ")}] does not fit the model's [${model.shape.join(", ")}] (−1 is any length), so the model fails at it. Send values of that shape.`;
  const problem = error(path, "inputShape", text);
  const value = fittedShape(model.shape, product(shape));
  return [value ? { ...problem, fix: { kind: "set-value", path, value } } : problem];
}

/** Servers convert numbers into numbers, but neither text nor truth values. */
function isKindOther(sent: string, wanted: string): boolean {
  const kind = (datatype: string): string => (/^(BYTES|BOOL)$/.test(datatype) ? datatype : "number");
  return kind(sent) !== kind(wanted);
}

function fitsShape(shape: readonly number[], wanted: readonly number[]): boolean {
  return shape.length === wanted.length && wanted.every((length, axis) => length < 0 || length === shape[axis]);
}

/** The model's shape with its one open length filled in. */
function fittedShape(wanted: readonly number[], count: number): number[] | undefined {
  const open = wanted.filter(length => length < 0).length;
  const rest = product(wanted.filter(length => length >= 0));
  if (open > 1 || rest === 0 || count % rest !== 0 || (open === 0 && rest !== count)) return undefined;
  return wanted.map(length => (length < 0 ? count / rest : length));
}

function error(path: PayloadPath, messageId: PayloadProblem["messageId"], message: string): PayloadProblem {
  return { path, messageId, severity: "error", message };
}
