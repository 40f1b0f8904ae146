// `seldon.protos` in front of a REST interface that answers the same: the executor's, or a Python wrapper's (seldon-facts §7.2).
import type { HttpAnswer, HttpCall } from "../../support/http.ts";
import { asText, isObject, parseJson, valueAt } from "../../support/json.ts";
import { unknownError, type GrpcMethod } from "./grpc-service.ts";
import { feedbackToJson, seldonFromJson, seldonToJson } from "./seldon-json.ts";

/** Answers a REST call; rejects where the process dies of it. */
export type RestCalls = (call: HttpCall, grpcPath: string) => Promise<HttpAnswer>;

const MESSAGE = "seldon.protos.SeldonMessage";
const FEEDBACK = "seldon.protos.Feedback";
const METADATA = "seldon.protos.SeldonModelMetadata";
const EMPTY = "google.protobuf.Empty";

/** The executor's service. */
export function seldonService(rest: RestCalls): readonly GrpcMethod[] {
  const at = (method: string): string => `/seldon.protos.Seldon/${method}`;
  return [
    predictMethod(rest, at("Predict"), "/api/v1.0/predictions"),
    feedbackMethod(rest, at("SendFeedback"), "/api/v1.0/feedback"),
    {
      ...{ path: at("ModelMetadata"), request: "seldon.protos.SeldonModelMetadataRequest", response: METADATA },
      handle: ({ name }) => ask(rest, at("ModelMetadata"), `/api/v1.0/metadata/${asText(name) ?? ""}`),
    },
    {
      ...{ path: at("GraphMetadata"), request: EMPTY, response: "seldon.protos.SeldonGraphMetadata" },
      handle: () => ask(rest, at("GraphMetadata"), "/api/v1.0/metadata"),
    },
  ];
}

/** The wrapper's services as far as a client meets them: of a model, and the executor's for predictors without an engine. */
export function wrapperServices(rest: RestCalls): readonly GrpcMethod[] {
  return [
    predictMethod(rest, "/seldon.protos.Model/Predict", "/predict"),
    feedbackMethod(rest, "/seldon.protos.Model/SendFeedback", "/send-feedback"),
    {
      ...{ path: "/seldon.protos.Model/Metadata", request: EMPTY, response: METADATA },
      handle: () => ask(rest, "/seldon.protos.Model/Metadata", "/metadata"),
    },
    predictMethod(rest, "/seldon.protos.Seldon/Predict", "/predict"),
    feedbackMethod(rest, "/seldon.protos.Seldon/SendFeedback", "/send-feedback"),
  ];
}

function predictMethod(rest: RestCalls, path: string, restPath: string): GrpcMethod {
  return {
    ...{ path, request: MESSAGE, response: MESSAGE },
    handle: async message => seldonFromJson(await send(rest, path, restPath, seldonToJson(message))),
  };
}

function feedbackMethod(rest: RestCalls, path: string, restPath: string): GrpcMethod {
  return {
    ...{ path, request: FEEDBACK, response: MESSAGE },
    handle: async message => seldonFromJson(await send(rest, path, restPath, feedbackToJson(message))),
  };
}

async function send(rest: RestCalls, grpcPath: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/json" };
  return readAnswer(await rest({ method: "POST", path, headers, body: JSON.stringify(body) }, grpcPath));
}

async function ask(rest: RestCalls, grpcPath: string, path: string): Promise<Record<string, unknown>> {
  const { schema: _, ...metadata } = readAnswer(await rest({ method: "GET", path, headers: {}, body: "" }, grpcPath));
  return metadata;
}

/** What REST answers with an error status is an exception of the handler here: code UNKNOWN with its text. */
function readAnswer({ status, body }: HttpAnswer): Record<string, unknown> {
  const json = parseJson(body);
  if (status === 200 && isObject(json)) return json;
  throw unknownError(asText(valueAt(json, "status", "info")) ?? body);
}
