// `inference.GRPCInferenceService` in front of a v2 REST interface: MLServer's, Triton's, or the executor's (seldon-facts §7.2).
import type { HttpAnswer } from "../../support/http.ts";
import { asText, isObject, listAt, parseJson, valueAt } from "../../support/json.ts";
import { GrpcError, unknownError, type GrpcMethod } from "./grpc-service.ts";
import type { RestCalls } from "./seldon-services.ts";

type JsonObject = Record<string, unknown>;

const SERVICE = "/inference.GRPCInferenceService/";
const NOTHING = "inference.Nothing";
const NAME = "inference.Name";
const FLAG = "inference.Flag";

/** What works on the executor, too: inference, readiness and metadata of models. */
export function modelMethods(rest: RestCalls): readonly GrpcMethod[] {
  return [
    {
      ...{
        path: `${SERVICE}ModelInfer`,
        request: "inference.ModelInferRequest",
        response: "inference.ModelInferResponse",
      },
      handle: async message => {
        const model = asText(message["model_name"]) ?? "";
        const path = model === "" ? "/v2/models/infer" : `/v2/models/${model}/infer`;
        const body = JSON.stringify(requestToJson(message));
        const headers = { "content-type": "application/json" };
        return answerFromJson(read(await rest({ method: "POST", path, headers, body }, `${SERVICE}ModelInfer`)));
      },
    },
    {
      ...{ path: `${SERVICE}ModelReady`, request: NAME, response: FLAG },
      handle: async ({ name }) => {
        const call = { method: "GET", path: `/v2/models/${asText(name) ?? ""}/ready`, headers: {}, body: "" };
        return { flag: (await rest(call, `${SERVICE}ModelReady`)).status === 200 };
      },
    },
    {
      ...{ path: `${SERVICE}ModelMetadata`, request: NAME, response: "inference.ModelMetadataResponse" },
      handle: async ({ name }) => {
        const call = { method: "GET", path: `/v2/models/${asText(name) ?? ""}`, headers: {}, body: "" };
        return read(await rest(call, `${SERVICE}ModelMetadata`));
      },
    },
  ];
}

/** A model server's own methods. */
export function serverMethods(name: string, version: string): readonly GrpcMethod[] {
  const flag = (method: string): GrpcMethod => ({
    ...{ path: SERVICE + method, request: NOTHING, response: FLAG },
    handle: () => Promise.resolve({ flag: true }),
  });
  return [
    flag("ServerLive"),
    flag("ServerReady"),
    {
      ...{ path: `${SERVICE}ServerMetadata`, request: NOTHING, response: "inference.ServerMetadataResponse" },
      handle: () => Promise.resolve({ name, version, extensions: [] }),
    },
  ];
}

/** On the executor these take its process down: `panic("Not Implemented")`, and nobody recovers (seldon-facts §7.2). */
export function panickingMethods(crash: (message: string) => void): readonly GrpcMethod[] {
  return ["ServerLive", "ServerReady", "ServerMetadata", "ModelConfig", "ModelStreamInfer", "RepositoryIndex"].map(
    method => ({
      ...{ path: SERVICE + method, request: NOTHING, response: NOTHING },
      handle: () => {
        crash("Not Implemented");
        return new Promise(() => {});
      },
    }),
  );
}

function read({ status, body }: HttpAnswer): JsonObject {
  const json = parseJson(body);
  if (status === 200 && isObject(json)) return json;
  const words = asText(valueAt(json, "error")) ?? asText(valueAt(json, "status", "info")) ?? body;
  if (status === 404) throw new GrpcError(NOT_FOUND, words);
  throw status === 400 || status === 422 ? new GrpcError(INVALID_ARGUMENT, words) : unknownError(words);
}

const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;

function requestToJson(message: JsonObject): JsonObject {
  return {
    ...("id" in message && { id: message["id"] }),
    ...(isObject(message["parameters"]) && { parameters: plainParameters(message["parameters"]) }),
    inputs: listAt(message, "inputs").filter(isObject).map(tensorToJson),
    ...(Array.isArray(message["outputs"]) && { outputs: message["outputs"] }),
  };
}

function tensorToJson({ contents, parameters, ...tensor }: JsonObject): JsonObject {
  const [values] = isObject(contents) ? Object.values(contents) : [];
  const data = listAt(values).map(value => (value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value));
  return { shape: [], ...tensor, data, ...(isObject(parameters) && { parameters: plainParameters(parameters) }) };
}

function answerFromJson(json: JsonObject): JsonObject {
  return {
    ...{ model_name: json["model_name"], model_version: json["model_version"], id: json["id"] },
    outputs: listAt(json, "outputs").filter(isObject).map(tensorFromJson),
  };
}

function tensorFromJson(tensor: JsonObject): JsonObject {
  const { name, shape, datatype } = tensor;
  const field = CONTENTS[asText(datatype) ?? ""] ?? "fp64_contents";
  const values = listAt(tensor, "data").flat(Infinity);
  const data = field === "bytes_contents" ? values.map(value => Buffer.from(String(value))) : values;
  return { name, shape, datatype, contents: { [field]: data } };
}

function plainParameters(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, choice]) => [name, isObject(choice) ? Object.values(choice)[0] : choice]),
  );
}

/** Where each datatype's values stand. */
const CONTENTS: Readonly<Record<string, string>> = {
  BOOL: "bool_contents",
  INT8: "int_contents",
  INT16: "int_contents",
  INT32: "int_contents",
  INT64: "int64_contents",
  UINT8: "uint_contents",
  UINT16: "uint_contents",
  UINT32: "uint_contents",
  UINT64: "uint64_contents",
  FP32: "fp32_contents",
  FP64: "fp64_contents",
  BYTES: "bytes_contents",
};
