// The text of a new request file, from whatever is known: the last request, an example, a signature, or the protocol alone.
import {
  PREDICTION_TEST_API_VERSION,
  PREDICTION_TEST_KIND,
  type InputSignature,
  type SignatureInput,
} from "../../../../schemas/src/index.ts";
import { isList, isMap, valueAt, type PlainMap } from "../deploy/plain.ts";
import { readBody } from "./answer-body.ts";
import type { DeploymentToAsk } from "./ask.ts";
import type { Answer, Endpoint, PreparedRequest, Protocol } from "./exchange.ts";
import { readAnswer } from "./read-answer.ts";
import type { InputExample } from "./skeleton-facts.ts";
import { yamlText } from "./yaml-text.ts";

export interface SkeletonKnown {
  readonly ask: DeploymentToAsk;
  /** Named in the file only where it is given. */
  readonly predictor?: string | undefined;
  readonly endpoint?: Endpoint | undefined;
  /** What was sent last, and what came back: the file then expects the same again. */
  readonly last?: { readonly request: PreparedRequest; readonly answer: Answer | undefined } | undefined;
  readonly example?: InputExample | undefined;
  readonly signature?: InputSignature | undefined;
}

/** How many rows of an example or of an answer are taken over. */
const MOST_ROWS = 5;

/** A whole `*.predict.yaml`. The comment above the payload says where it comes from. */
export function skeleton(known: SkeletonKnown): string {
  const { ask, predictor, endpoint } = known;
  const { payload, source } = payloadOf(known);
  const file = {
    apiVersion: PREDICTION_TEST_API_VERSION,
    kind: PREDICTION_TEST_KIND,
    metadata: { name: predictor === undefined ? ask.name : `${ask.name} ${predictor}` },
    spec: {
      target: {
        deployment: ask.name,
        namespace: ask.namespace,
        predictor,
        endpoint: endpoint === undefined || endpoint === "predict" ? undefined : endpoint,
      },
      transport: known.last?.request.call.transport === "grpc" ? "grpc" : undefined,
      request: payload,
      expect: expectationOf(known),
    },
  };
  return yamlText(file).replace(/^ {2}request:$/m, `  # ${source}\n  request:`);
}

function payloadOf({ ask, last, example, signature }: SkeletonKnown): { payload: PlainMap; source: string } {
  if (last) return { payload: payloadOfRequest(last.request), source: "As it was sent last." };
  if (example) return { payload: payloadOfExample(example), source: "From the model's input example." };
  if (signature) {
    const payload = payloadOfSignature(signature, ask.protocol);
    return { payload, source: "Shaped by the model's signature; the values are made up." };
  }
  const payload = { ndarray: [[1, 2, 3, 4]] };
  return { payload, source: "One row; what the model takes is not known, so put its values here." };
}

/** The body back into what a request file says. */
function payloadOfRequest({ call, protocol }: PreparedRequest): PlainMap {
  const body = call.transport === "grpc" ? call.message : readBody(call.body ?? "").value;
  if (call.transport === "grpc" && protocol === "v2") return { body };
  if (protocol === "v2" && isList(valueAt(body, "inputs"))) {
    return {
      inputs: valueAt(body, "inputs"),
      parameters: valueAt(body, "parameters"),
      outputs: valueAt(body, "outputs"),
    };
  }
  if (protocol === "tensorflow" && isList(valueAt(body, "instances"))) {
    return { instances: valueAt(body, "instances"), signatureName: valueAt(body, "signature_name") };
  }
  const names = valueAt(body, "data", "names");
  const meta = valueAt(body, "meta");
  for (const key of ["ndarray", "tensor"]) {
    const value = valueAt(body, "data", key);
    if (value !== undefined) return { [key]: value, names, meta };
  }
  for (const key of ["strData", "jsonData"]) {
    const value = valueAt(body, key);
    if (value !== undefined) return { [key]: value, meta };
  }
  return { body: body ?? (call.transport === "rest" ? call.body : {}) };
}

function payloadOfExample({ columns, rows }: InputExample): PlainMap {
  const some = rows.slice(0, MOST_ROWS);
  return columns.length > 0 ? { dataframe: { columns, data: some } } : { ndarray: some };
}

function payloadOfSignature({ inputs }: InputSignature, protocol: Protocol): PlainMap {
  const [only, ...others] = inputs;
  const columns = inputs.flatMap(({ name, shape }) => (name === undefined || (shape?.length ?? 0) > 1 ? [] : [name]));
  if (columns.length === inputs.length && others.length > 0) {
    return { dataframe: { columns, data: [inputs.map(sampleValue)] } };
  }
  if (protocol === "v2" && inputs.every(({ name, datatype }) => name !== undefined && datatype !== undefined)) {
    return { inputs: inputs.map(sampleInput) };
  }
  if (columns.length === 1 && only?.shape === undefined)
    return { dataframe: { columns, data: [inputs.map(sampleValue)] } };
  const width = only?.shape?.[1] ?? 1;
  return { ndarray: [Array.from({ length: clamp(width) }, () => sampleValue(only ?? {}))] };
}

function sampleInput(input: SignatureInput): PlainMap {
  const shape = (input.shape ?? [1]).map(clamp);
  const count = shape.reduce((all, length) => all * length, 1);
  return {
    name: input.name,
    shape,
    datatype: input.datatype,
    data: Array.from({ length: count }, () => sampleValue(input)),
  };
}

/** Open lengths are 1; very long ones would fill the file. */
function clamp(length: number): number {
  return length < 1 ? 1 : Math.min(length, 1000);
}

function sampleValue({ type, datatype }: SignatureInput): unknown {
  const kind = (datatype ?? type ?? "").toLowerCase();
  if (/^(string|bytes|str|object)/.test(kind)) return "text";
  if (kind.startsWith("bool")) return true;
  if (/^(u?int|integer|long)/.test(kind)) return 1;
  return kind.startsWith("datetime") ? "2026-01-01T00:00:00" : 0.5;
}

/** The same prediction again, where one was made; else that the answer is a success. */
function expectationOf({ last }: SkeletonKnown): PlainMap | undefined {
  if (!last?.answer) return undefined;
  const { answer, request } = last;
  const read = readAnswer(request, answer);
  if (!read.isSuccess) return { status: answer.status };
  const { prediction } = read;
  const isSmall = isList(prediction) ? prediction.length <= MOST_ROWS : prediction !== undefined && !isMap(prediction);
  return isSmall ? { prediction, tolerance: 0.000001 } : undefined;
}
