// Holds a request's payload against its protocol and, where known, against the model's signature, before anything is sent.
import * as l10n from "@vscode/l10n";
import { PAYLOAD_SHAPES, type PayloadShape } from "./names.ts";
import { checkInputs } from "./payload-inputs.ts";
import type { PayloadContext, PayloadPath, PayloadProblem } from "./payload-problem.ts";
import { checkTable } from "./payload-table.ts";
import { flatten, isArray, isNumbers, isObject, product, reshape, type PlainObject } from "./values.ts";

/** The protocols that have a shape. `dataframe`, `csv` and `ndarray` are written as each protocol wants it. */
const PROTOCOLS: Readonly<Record<PayloadShape, readonly PayloadContext["protocol"][]>> = {
  ndarray: ["seldon", "v2", "tensorflow"],
  dataframe: ["seldon", "v2", "tensorflow"],
  csv: ["seldon", "v2", "tensorflow"],
  body: ["seldon", "v2", "tensorflow"],
  tensor: ["seldon"],
  strData: ["seldon"],
  jsonData: ["seldon"],
  binData: ["seldon"],
  inputs: ["v2"],
  instances: ["tensorflow"],
};

/** What each protocol answers to a body of another one, or what it looks for in it (seldon-facts §7.4, §7.5, F28). */
const REFUSAL: Readonly<Record<PayloadContext["protocol"], string>> = {
  seldon: l10n.t("Seldon's wrapper answers 400 `Invalid request data type: {…}`"),
  v2: l10n.t("a v2 server takes a body with `inputs` only"),
  tensorflow: l10n.t("TensorFlow Serving takes a body with `instances` or `inputs` only"),
};

/** Keys beside the shape, and the one protocol that sends them. */
const KEYS: Readonly<Record<string, PayloadContext["protocol"]>> = {
  meta: "seldon",
  parameters: "v2",
  outputs: "v2",
  signatureName: "tensorflow",
};

/**
 * All that is wrong with a payload; nothing where it is right or not known. The payload is JSON of any shape: what its
 * schema refuses is passed over here, and `{{variable}}` counts as not known (F27, F28, seldon-facts §7.4).
 */
export function checkPayload(payload: unknown, context: PayloadContext): PayloadProblem[] {
  if (!isObject(payload)) return [];
  const shapes = PAYLOAD_SHAPES.filter(shape => Object.hasOwn(payload, shape));
  const [shape] = shapes;
  if (shape === undefined) return [noShape(context)];
  if (shapes.length > 1) return [severalShapes(shapes)];
  const fits = PROTOCOLS[shape].includes(context.protocol);
  return [
    ...checkWay(context),
    ...(fits ? checkShape(shape, payload, context) : [otherProtocol(shape, payload[shape], context)]),
    ...checkKeys(payload, context),
    ...unusedNames(shape, payload),
  ];
}

function noShape({ protocol }: PayloadContext): PayloadProblem {
  const fitting = PAYLOAD_SHAPES.filter(shape => PROTOCOLS[shape].includes(protocol)).map(shape => `\`${shape}\``);
  return error([], "noShape", l10n.t`The request says nothing to send. Give one of ${fitting.join(", ")}.`);
}

function severalShapes(shapes: readonly PayloadShape[]): PayloadProblem {
  const [first, second] = shapes;
  return {
    ...error(
      [second ?? ""],
      "severalShapes",
      l10n.t`The request has both \`${first ?? ""}\` and \`${second ?? ""}\`, and only one of them can be sent. Remove one.`,
    ),
    fix: { kind: "remove", path: [second ?? ""] },
  };
}

/** gRPC and the endpoints do not take everything (seldon-facts §7.2, §7.3, §7.6). */
function checkWay({ protocol, transport, endpoint }: PayloadContext): PayloadProblem[] {
  if (endpoint === "feedback" && protocol !== "seldon") {
    const text = l10n.t`Feedback is part of the \`seldon\` protocol only; with \`${protocol}\` it reaches no unit. Use a deployment of protocol \`seldon\`.`;
    return [error([], "feedbackOfOtherProtocol", text)];
  }
  if (transport !== "grpc") return [];
  if (protocol === "tensorflow") {
    const text = l10n.t("TensorFlow's protocol is spoken over REST only here. Set `transport: rest`.");
    return [error([], "tensorflowOverGrpc", text)];
  }
  if (endpoint === "explain") {
    return [error([], "explainOverGrpc", l10n.t("An explainer's Service has no gRPC port. Set `transport: rest`."))];
  }
  return [];
}

function otherProtocol(shape: PayloadShape, value: unknown, { protocol }: PayloadContext): PayloadProblem {
  const owner = PROTOCOLS[shape][0] ?? "seldon";
  const rows = rowsOf(shape, value);
  const what = l10n.t`\`${shape}\` is a shape of the \`${owner}\` protocol, but the deployment speaks \`${protocol}\`: ${REFUSAL[protocol]}.`;
  const problem = error(
    [shape],
    "shapeOfOtherProtocol",
    `${what} ${rows ? l10n.t("Send `ndarray`, which fits every protocol") : l10n.t`Send one of the shapes of \`${protocol}\``}.`,
  );
  return rows ? { ...problem, fix: { kind: "replace-shape", from: shape, to: "ndarray", value: rows } } : problem;
}

/** The same rows as `ndarray`, where the shape is one list of rows. */
function rowsOf(shape: PayloadShape, value: unknown): unknown {
  if (shape === "instances") return isArray(value) && value.length > 0 && value.every(isArray) ? value : undefined;
  const tensor = shape === "inputs" && isArray(value) && value.length === 1 ? value[0] : value;
  if (!isObject(tensor) || !isNumbers(tensor["shape"])) return undefined;
  const values = flatten(shape === "inputs" ? tensor["data"] : tensor["values"]);
  return values && reshape(values, tensor["shape"]);
}

function checkShape(shape: PayloadShape, payload: PlainObject, context: PayloadContext): PayloadProblem[] {
  const value = payload[shape];
  if (shape === "tensor") return isObject(value) ? checkTensor(value, payload["names"], context) : [];
  if (shape === "inputs") return isArray(value) ? checkInputs(value, context) : [];
  if (shape === "ndarray" && isArray(value)) {
    return checkTable({ rows: value, rowsAt: ["ndarray"], names: payload["names"], namesAt: ["names"] }, context);
  }
  if (shape === "dataframe" && isObject(value) && isArray(value["data"])) {
    const at = { rowsAt: ["dataframe", "data"], namesAt: ["dataframe", "columns"] };
    return checkTable({ rows: value["data"], names: value["columns"], ...at }, context);
  }
  return [];
}

/** NumPy's own words come back from the wrapper where the number does not fit (seldon-facts §7.5). */
function checkTensor(tensor: PlainObject, names: unknown, context: PayloadContext): PayloadProblem[] {
  const { shape, values } = tensor;
  const flat = flatten(values);
  if (!isNumbers(shape) || !flat) return [];
  if (product(shape) !== flat.length) {
    const says = `cannot reshape array of size ${flat.length} into shape (${shape.join(",")})`;
    const text = l10n.t`The shape [${shape.join(", ")}] takes ${product(shape)} values, but there are ${flat.length}: the wrapper answers 400 \`${says}\`. Correct one of the two.`;
    const better = fittingShape(shape, flat.length);
    const problem = error(["tensor", "shape"], "tensorCount", text);
    return [better ? { ...problem, fix: { kind: "set-value", path: ["tensor", "shape"], value: better } } : problem];
  }
  const rows = shape.length === 2 ? reshape(flat, shape) : undefined;
  if (!isArray(rows)) return [];
  return checkTable({ rows, rowsAt: ["tensor", "values"], names, namesAt: ["names"] }, context);
}

/** The first length is the number of rows: the one that is most often forgotten to be changed. */
function fittingShape(shape: readonly number[], count: number): number[] | undefined {
  const perRow = product(shape.slice(1));
  return shape.length > 0 && perRow > 0 && count % perRow === 0 ? [count / perRow, ...shape.slice(1)] : undefined;
}

function checkKeys(payload: PlainObject, { protocol, endpoint }: PayloadContext): PayloadProblem[] {
  const foreign = Object.entries(KEYS)
    .filter(([key, owner]) => Object.hasOwn(payload, key) && owner !== protocol)
    .map(([key, owner]) => {
      const text = l10n.t`\`${key}\` belongs to the \`${owner}\` protocol and is not sent with \`${protocol}\`. Remove it.`;
      return removal(key, "keyOfOtherProtocol", text);
    });
  if (endpoint === "feedback") return foreign;
  const feedback = ["reward", "truth"]
    .filter(key => Object.hasOwn(payload, key))
    .map(key =>
      removal(
        key,
        "feedbackOnly",
        l10n.t`\`${key}\` is sent with \`endpoint: feedback\` only. Set that in the target, or remove it.`,
      ),
    );
  return [...foreign, ...feedback];
}

/** Other shapes bring their own names, or have no columns. */
function unusedNames(shape: PayloadShape, payload: PlainObject): PayloadProblem[] {
  if (shape === "ndarray" || shape === "tensor" || !Object.hasOwn(payload, "names")) return [];
  return [
    removal(
      "names",
      "namesUnused",
      l10n.t`\`names\` is not sent with \`${shape}\`: only \`ndarray\` and \`tensor\` are named by it. Remove it.`,
    ),
  ];
}

function removal(key: string, messageId: PayloadProblem["messageId"], message: string): PayloadProblem {
  return { path: [key], messageId, severity: "warning", message, fix: { kind: "remove", path: [key] } };
}

function error(path: PayloadPath, messageId: PayloadProblem["messageId"], message: string): PayloadProblem {
  return { path, messageId, severity: "error", message };
}
