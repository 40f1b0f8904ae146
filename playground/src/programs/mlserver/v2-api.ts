// The v2 REST interface of MLServer and Triton: health, metadata and inference of named models.
import { json, pathOf, plainText, type HttpAnswer, type HttpHandler } from "../../support/http.ts";
import { readInference, type InferenceOutput, type InferenceRequest } from "./inference.ts";

export interface V2Model {
  readonly name: string;
  readonly version: string | undefined;
  readonly platform: string;
  /** A text is an error for the client (HTTP 400). */
  infer(request: InferenceRequest): readonly InferenceOutput[] | string;
}

interface V2Server {
  readonly name: string;
  readonly version: string;
  readonly models: readonly V2Model[];
  /** What an inference path of an unknown model is answered. */
  readonly unknown: (name: string) => HttpAnswer;
  /** Called with each model name and whether it answered. */
  readonly onInfer?: (model: string, isSuccess: boolean) => void;
}

export function v2Api(server: V2Server): HttpHandler {
  return call => {
    const path = pathOf(call);
    if (path === "/v2/health/live" || path === "/v2/health/ready") return { status: 200, headers: {}, body: "" };
    if (path === "/v2") return json(200, { name: server.name, version: server.version, extensions: [] });
    const [, name, , action = ""] = /^\/v2\/models\/([^/]+)(\/versions\/[^/]+)?(?:\/(infer|ready))?$/.exec(path) ?? [];
    if (name === undefined) return json(404, { detail: "Not Found" });
    const model = server.models.find(candidate => candidate.name === name);
    if (model === undefined) return server.unknown(name);
    if (action === "infer") return call.method === "POST" ? infer(server, model, call.body) : plainText(405, "");
    if (action === "ready") return { status: 200, headers: {}, body: "" };
    return json(200, {
      name,
      versions: model.version === undefined ? [] : [model.version],
      platform: model.platform,
      inputs: [],
      outputs: [],
    });
  };
}

function infer(server: V2Server, model: V2Model, body: string): HttpAnswer {
  const request = readInference(body);
  const outputs = typeof request === "string" ? request : model.infer(request);
  server.onInfer?.(model.name, typeof outputs !== "string");
  if (typeof request === "string") return json(422, { error: request });
  if (typeof outputs === "string") return json(400, { error: outputs });
  return json(200, {
    model_name: model.name,
    ...(model.version === undefined ? {} : { model_version: model.version }),
    id: request.id ?? crypto.randomUUID(),
    parameters: {},
    outputs: outputs.map(output => ({ ...output, parameters: {} })),
  });
}
