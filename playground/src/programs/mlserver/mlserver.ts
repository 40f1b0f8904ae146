// seldonio/mlserver 1.3.5: the v2 server of SKLEARN_, XGBOOST_, MLFLOW_ and HUGGINGFACE_SERVER (seldon-facts §3.6).
import type { Program, ProgramContext, ProgramExit } from "../../kubelet/program.ts";
import { httpService, json, pathOf, plainText } from "../../support/http.ts";
import { asText, parseJson, valueAt } from "../../support/json.ts";
import { listenAll, portOf, termination } from "../support/process.ts";
import { pythonLogTime } from "../support/times.ts";
import { grpcService } from "../grpc/grpc-service.ts";
import { modelMethods, serverMethods } from "../grpc/inference-service.ts";
import { restCalls } from "../grpc/rest-calls.ts";
import { playServing } from "../scenarios.ts";
import type { RuntimeFailure } from "./runtime-failure.ts";
import { loadRuntime } from "./runtimes.ts";
import { v2Api, type V2Model } from "./v2-api.ts";

const FOLDER = "/mnt/models";

export const mlserver: Program = async context => {
  prepareEnvironment(context);
  await context.sleep(3);
  const settings = parseJson(context.files.read(`${FOLDER}/model-settings.json`) ?? "");
  const name = asText(valueAt(settings, "name")) ?? context.env.get("MLSERVER_MODEL_NAME") ?? context.container.name;
  serverLog(context, "Using asyncio event-loop policy: uvloop");
  await context.sleep(1);
  const loaded = loadRuntime(context, name, asText(valueAt(settings, "implementation")));
  if ("error" in loaded) return couldNotLoad(context, name, loaded);
  serverLog(context, `Loaded model '${name}' succesfully.`, "mlserver");
  return serve(context, loaded);
};

/** Benign without a packed environment (MLServer's activate-env.sh). */
function prepareEnvironment(context: ProgramContext): void {
  const tarball = `${FOLDER}/environment.tar.gz`;
  if (context.files.read(tarball) === undefined) {
    context.log(`Environment tarball not found at '${tarball}'`);
    context.log("Environment not found at './envs/environment'");
  } else {
    context.log(`--> Unpacking environment at ${tarball}...`);
  }
}

function couldNotLoad(context: ProgramContext, name: string, failure: RuntimeFailure): ProgramExit {
  serverLog(context, `Couldn't load model '${name}'. Model will be removed from registry.`, "mlserver");
  for (const line of failure.error) context.log(line, "stderr");
  serverLog(context, "Some of the models failed to load during startup!", "mlserver", "ERROR");
  serverLog(context, "Waiting for gracefully shutdown", "mlserver.grpc");
  return { exitCode: 1 };
}

async function serve(context: ProgramContext, model: V2Model): Promise<ProgramExit> {
  const http = portOf(context, "MLSERVER_HTTP_PORT", 8080);
  const grpc = portOf(context, "MLSERVER_GRPC_PORT", 8081);
  const metrics = portOf(context, "MLSERVER_METRICS_PORT", 8082);
  const counts = { success: 0, failure: 0 };
  const api = v2Api({
    name: "mlserver",
    version: "1.3.5",
    models: [model],
    unknown: name => json(404, { error: `Model ${name} not found` }),
    onInfer: (_, isSuccess) => (counts[isSuccess ? "success" : "failure"] += 1),
  });
  const taken = listenAll(context, [
    { port: http, server: httpService(api) },
    {
      port: grpc,
      server: grpcService([...modelMethods(restCalls(api)), ...serverMethods("mlserver", "1.3.5")]),
    },
    { port: metrics, server: httpService(call => metricsAnswer(pathOf(call), model, counts)) },
  ]);
  if (taken !== undefined) {
    context.log(
      `ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', ${taken}): address already in use`,
      "stderr",
    );
    return { exitCode: 1 };
  }
  serverLog(context, `HTTP server running on http://0.0.0.0:${http}`, "mlserver.rest");
  serverLog(context, `Metrics server running on http://0.0.0.0:${metrics}`, "mlserver.metrics");
  serverLog(context, `gRPC server running on http://0.0.0.0:${grpc}`, "mlserver.grpc");
  context.log(`INFO:     Uvicorn running on http://0.0.0.0:${http} (Press CTRL+C to quit)`, "stderr");
  const played = playServing(context, line => context.log(`INFO:     ${line}`, "stderr"));
  return { exitCode: (await Promise.race([termination(context), played])) === "crash" ? 1 : 0 };
}

function metricsAnswer(
  path: string,
  model: V2Model,
  counts: { success: number; failure: number },
): ReturnType<typeof plainText> {
  if (path !== "/prometheus" && path !== "/metrics") return json(404, { detail: "Not Found" });
  const labels = `{model="${model.name}",version="${model.version ?? ""}"}`;
  return plainText(
    200,
    [
      "# TYPE model_infer_request_success_total counter",
      `model_infer_request_success_total${labels} ${counts.success}.0`,
      "# TYPE model_infer_request_failure_total counter",
      `model_infer_request_failure_total${labels} ${counts.failure}.0`,
      "",
    ].join("\n"),
  );
}

function serverLog(context: ProgramContext, message: string, logger = "mlserver", level = "INFO"): void {
  context.log(`${pythonLogTime(context.now())} [${logger}] ${level} - ${message}`, "stderr");
}
