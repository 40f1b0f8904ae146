// seldonio/tfserving-proxy: the seldon protocol in front of TensorFlow Serving's REST port (seldon-facts §3.3, §3.4).
import type { Program, ProgramContext } from "../../kubelet/program.ts";
import {
  callHttp,
  dialErrorText,
  httpService,
  json,
  pathOf,
  plainText,
  type HttpAnswer,
  type HttpCall,
} from "../../support/http.ts";
import { isObject, listAt, parseJson } from "../../support/json.ts";
import { listenAll, portOf, serveUntilStopped } from "../support/process.ts";
import { fail, gunicornLog, startMicroservice } from "../python/microservice.ts";
import { readFeatures, writeData } from "../python/payload.ts";

const PARAMETERS = [
  "rest_endpoint",
  "grpc_endpoint",
  "model_name",
  "signature_name",
  "model_input",
  "model_output",
  "model_uri",
];

export const tensorflowProxy: Program = async context => {
  const parameters = await startMicroservice(context, "TfServingProxy", PARAMETERS);
  if (typeof parameters === "number") return { exitCode: parameters };
  const rest = String(parameters.get("rest_endpoint") ?? "");
  const [, host = "", port = ""] = /^https?:\/\/([^:/]+):(\d+)/.exec(rest) ?? [];
  if (host === "") {
    return {
      exitCode: fail(context, [
        "Traceback (most recent call last):",
        '  File "/microservice/TfServingProxy.py", line 45, in __init__',
        'TypeError: can only concatenate str (not "NoneType") to str',
      ]),
    };
  }
  const model = String(parameters.get("model_name") ?? "");
  const http = portOf(context, "PREDICTIVE_UNIT_HTTP_SERVICE_PORT", 9000);
  const taken = listenAll(context, [
    { port: http, server: httpService(call => answer(context, call, { host, port: Number(port), model })) },
    { port: portOf(context, "PREDICTIVE_UNIT_GRPC_SERVICE_PORT", 9500), server: httpService(() => plainText(415, "")) },
    {
      port: portOf(context, "PREDICTIVE_UNIT_METRICS_SERVICE_PORT", 6000),
      server: httpService(() => plainText(200, "")),
    },
  ]);
  if (taken !== undefined) {
    gunicornLog(context, `Connection in use: ('0.0.0.0', ${taken})`, "ERROR");
    return { exitCode: 1 };
  }
  gunicornLog(context, `Listening at: http://0.0.0.0:${http} (8)`);
  return serveUntilStopped(context);
};

interface Backend {
  readonly host: string;
  readonly port: number;
  readonly model: string;
}

async function answer(context: ProgramContext, call: HttpCall, backend: Backend): Promise<HttpAnswer> {
  if (pathOf(call) === "/health/ping") return plainText(200, "pong");
  const body = parseJson(call.body);
  const features = isObject(body) ? readFeatures(body) : "Can't find JSON in data";
  if (typeof features === "string") return refuse(400, "MICROSERVICE_BAD_DATA", features);
  const host = backend.host === "0.0.0.0" ? "localhost" : backend.host;
  try {
    const answered = await callHttp(context.network, host, backend.port, {
      method: "POST",
      path: `/v1/models/${backend.model}:predict`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ instances: features.rows }),
    });
    if (answered.status !== 200) return refuse(500, "MICROSERVICE_INTERNAL_ERROR", answered.body);
    const predictions = listAt(parseJson(answered.body), "predictions");
    return json(200, { data: writeData(predictions, features.kind), meta: {} });
  } catch (error) {
    return refuse(500, "MICROSERVICE_INTERNAL_ERROR", dialErrorText(error, host, backend.port));
  }
}

function refuse(status: number, reason: string, info: string): HttpAnswer {
  return json(status, { status: { code: -1, info, reason, status: 1 } });
}
