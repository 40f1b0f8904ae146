// `seldon-core-microservice`: start-up log, ports and end of every server built on the Python wrapper (seldon-facts §9.3, §10.3).
import type { ProgramContext, ProgramExit } from "../../kubelet/program.ts";
import { sleepMilliseconds } from "../../kubernetes/clock.ts";
import { httpService, pathOf, plainText, type HttpHandler } from "../../support/http.ts";
import { listenAll, portOf, termination } from "../support/process.ts";
import { gunicornTime, pythonLogTime } from "../support/times.ts";
import { grpcService } from "../grpc/grpc-service.ts";
import { restCalls } from "../grpc/rest-calls.ts";
import { wrapperServices } from "../grpc/seldon-services.ts";
import { playServing } from "../scenarios.ts";
import { feedbackMetrics } from "./model-metrics.ts";
import { parseParameters, unexpectedArgument, type ParameterValue } from "./parameters.ts";
import { wrapperApi, type WrappedModel } from "./wrapper-api.ts";

export type Parameters = ReadonlyMap<string, ParameterValue>;

/** Logs as Python's logging does: `time - logger:function:line - LEVEL:  message`. */
export function pythonLog(context: ProgramContext, place: string, message: string, level = "INFO"): void {
  const text = `${pythonLogTime(context.now())} - ${place} - ${level}:  ${message}`;
  for (const line of text.split("\n")) context.log(line, "stderr");
}

export function gunicornLog(context: ProgramContext, message: string, level = "INFO"): void {
  context.log(`[${gunicornTime(context.now())}] [8] [${level}] ${message}`, "stderr");
}

/**
 * Starts the wrapper up to the point where the class is made, and checks its parameters against the ones it takes
 * (`undefined`: any). A number is the exit code after a failure that has been logged.
 */
export async function startMicroservice(
  context: ProgramContext,
  className: string,
  accepted: readonly string[] | undefined,
): Promise<Parameters | number> {
  pythonLog(context, "seldon_core.microservice:main:578", "Starting microservice.py:main");
  pythonLog(context, "seldon_core.microservice:main:579", "Seldon Core version: 1.17.1");
  await context.sleep(1);
  const parsed = parseParameters(context.env.get("PREDICTIVE_UNIT_PARAMETERS"));
  if ("traceback" in parsed) return fail(context, parsed.traceback);
  logAnnotations(context);
  pythonLog(context, "seldon_core.microservice:main:608", `Importing ${className}`);
  await context.sleep(2);
  const unknown = accepted === undefined ? undefined : [...parsed.values.keys()].find(name => !accepted.includes(name));
  if (unknown !== undefined) return fail(context, unexpectedArgument(unknown));
  return parsed.values;
}

/** Prints a traceback; the exit code of a Python program that ends with one is 1. */
export function fail(context: ProgramContext, traceback: readonly string[]): number {
  for (const line of traceback) context.log(line, "stderr");
  return 1;
}

function logAnnotations(context: ProgramContext): void {
  pythonLog(context, "seldon_core.microservice:main:591", "Parse JAEGER_EXTRA_TAGS []");
  const annotations = Object.entries(context.pod.metadata.annotations ?? {});
  for (const [name, value] of annotations) {
    pythonLog(context, "seldon_core.microservice:load_annotations:163", `Found annotation ${name}:${value} `);
  }
  const listed = annotations.map(([name, value]) => `'${name}': '${value}'`).join(", ");
  pythonLog(context, "seldon_core.microservice:main:604", `Annotations: {${listed}}`);
}

/**
 * Serves REST, gRPC and metrics until SIGTERM. `load` runs in the gunicorn worker, after "Listening": what
 * it answers is the model, or the traceback that ends the worker and then gunicorn, with exit code 3. `ownPort` is one that the
 * image fixes, whatever the operator names.
 */
export async function serveMicroservice(
  context: ProgramContext,
  load: () => Promise<WrappedModel | readonly string[]>,
  ownPort?: number,
): Promise<ProgramExit> {
  const http = ownPort ?? portOf(context, "PREDICTIVE_UNIT_HTTP_SERVICE_PORT", 9000);
  const grpc = portOf(context, "PREDICTIVE_UNIT_GRPC_SERVICE_PORT", 5000);
  const metrics = portOf(context, "PREDICTIVE_UNIT_METRICS_SERVICE_PORT", 6000);
  const main = "seldon_core.microservice:main";
  pythonLog(context, `${main}:654`, `REST gunicorn microservice running on port ${http}`);
  pythonLog(context, `${main}:714`, `REST metrics microservice running on port ${metrics}`);
  pythonLog(context, `${main}:724`, "Starting servers");
  await context.sleep(1);
  gunicornLog(context, "Starting gunicorn 20.1.0");
  const loaded = await load();
  if (isTraceback(loaded)) return workerFailed(context, http, loaded);
  const rewards = feedbackMetrics(context);
  const model: WrappedModel = {
    ...loaded,
    feedback: (reward, body) => {
      rewards.count(reward);
      loaded.feedback?.(reward, body);
    },
  };
  const api = inItsTime(
    context,
    wrapperApi(model, identityOf(context), line => pythonLog(context, "root:handle:1", line, "ERROR")),
  );
  const taken = listenAll(context, [
    {
      port: http,
      server: httpService(api),
    },
    { port: grpc, server: grpcService(wrapperServices(restCalls(api))) },
    { port: metrics, server: httpService(call => metricsAnswer(pathOf(call), rewards.print())) },
  ]);
  if (taken !== undefined) return inUse(context, taken);
  gunicornLog(context, `Listening at: http://0.0.0.0:${http} (8)`);
  gunicornLog(context, "Using worker: sync");
  gunicornLog(context, "Booting worker with pid: 23");
  return serve(context);
}

/** Seconds of the wall clock, as are the time-outs of who waits for the answer. */
const SLOW_SECONDS = 5;

function inItsTime({ scenarios, stopped }: ProgramContext, api: HttpHandler): HttpHandler {
  if (!scenarios.has("slow-answers")) return api;
  return async call => {
    if (call.method === "POST") await sleepMilliseconds(SLOW_SECONDS * 1_000, stopped);
    return api(call);
  };
}

/** Serves until SIGTERM or until a scenario crashes the server. */
async function serve(context: ProgramContext): Promise<ProgramExit> {
  const played = playServing(context, line => pythonLog(context, "werkzeug:_log:225", line));
  if ((await Promise.race([termination(context), played])) === "crash") {
    return {
      exitCode: fail(context, [
        "Traceback (most recent call last):",
        '  File "/microservice/model.py", line 42, in refresh',
        "RuntimeError: the scenario crash-after-start asked for this",
      ]),
    };
  }
  gunicornLog(context, "Handling signal: term");
  gunicornLog(context, "Shutting down: Master");
  return { exitCode: 0 };
}

function isTraceback(loaded: WrappedModel | readonly string[]): loaded is readonly string[] {
  return Array.isArray(loaded);
}

/** Gunicorn ends with 3 when its worker cannot boot. */
function workerFailed(context: ProgramContext, port: number, traceback: readonly string[]): ProgramExit {
  gunicornLog(context, `Listening at: http://0.0.0.0:${port} (8)`);
  gunicornLog(context, "Using worker: sync");
  gunicornLog(context, "Booting worker with pid: 23");
  gunicornLog(context, "Exception in worker process", "ERROR");
  fail(context, traceback);
  gunicornLog(context, "Worker exiting (pid: 23)");
  gunicornLog(context, "Shutting down: Master");
  gunicornLog(context, "Reason: Worker failed to boot.");
  return { exitCode: 3 };
}

/** Failure-modes S39, F23. */
async function inUse(context: ProgramContext, port: number): Promise<ProgramExit> {
  for (let attempt = 0; attempt < 5; attempt++) {
    gunicornLog(context, `Connection in use: ('0.0.0.0', ${port})`, "ERROR");
    gunicornLog(context, "Retrying in 1 second.", "ERROR");
    await context.sleep(1);
  }
  gunicornLog(context, `Can't connect to ('0.0.0.0', ${port})`, "ERROR");
  return { exitCode: 1 };
}

function identityOf(context: ProgramContext): { unit: string; image: string } {
  return {
    unit: context.env.get("PREDICTIVE_UNIT_ID") ?? context.container.name,
    image: context.env.get("PREDICTIVE_UNIT_IMAGE") ?? context.container.image ?? "",
  };
}

function metricsAnswer(path: string, text: string): ReturnType<typeof plainText> {
  return path === "/prometheus" || path === "/metrics" ? plainText(200, text) : plainText(404, "Not Found");
}
