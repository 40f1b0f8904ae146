// nvcr.io/nvidia/tritonserver: a repository of models under v2 (seldon-facts §3.5; failure-modes F33).
import type { Program, ProgramContext } from "../../kubelet/program.ts";
import { httpService, json } from "../../support/http.ts";
import { grpcService } from "../grpc/grpc-service.ts";
import { modelMethods, serverMethods } from "../grpc/inference-service.ts";
import { restCalls } from "../grpc/rest-calls.ts";
import { listenAll, serveUntilStopped } from "../support/process.ts";
import { filesAt } from "../store/object-store.ts";
import { parseModel, predictRow } from "../store/simulated-model.ts";
import { inputRows, outputOf } from "../mlserver/inference.ts";
import { v2Api, type V2Model } from "../mlserver/v2-api.ts";
import { readSource } from "../storage-initializer/remote.ts";

export const tritonServer: Program = async context => {
  const flag = (name: string, fallback: string): string =>
    context.command.flatMap(word => new RegExp(`^--${name}=(.*)$`).exec(word)?.[1] ?? []).at(-1) ?? fallback;
  context.log("=============================");
  context.log("== Triton Inference Server ==");
  context.log("=============================");
  await context.sleep(3);
  const repository = flag("model-repository", "/models").replace(/\/+$/, "");
  const files = repositoryFiles(context, repository);
  const models = readModels(files);
  for (const model of models)
    tritonLog(context, "I", "model_repository_manager.cc:1212", `successfully loaded '${model.name}' version 1`);
  if (models.length === 0) {
    tritonLog(context, "W", "model_repository_manager.cc:1002", "failed to load models: no version is available");
    context.log("error: creating server: Internal - failed to load all models", "stderr");
    return { exitCode: 1 };
  }
  const http = Number(flag("http-port", "8000"));
  const grpc = Number(flag("grpc-port", "8001"));
  const api = v2Api({
    name: "triton",
    version: "2.13.0",
    models,
    unknown: name => json(404, { error: `Request for unknown model: '${name}' is not found` }),
  });
  const taken = listenAll(context, [
    { port: http, server: httpService(api) },
    {
      port: grpc,
      server: grpcService([...modelMethods(restCalls(api)), ...serverMethods("triton", "2.13.0")]),
    },
  ]);
  if (taken !== undefined) {
    context.log(
      `error: failed to start HTTP service: Unavailable - Socket '0.0.0.0:${taken}' already in use`,
      "stderr",
    );
    return { exitCode: 1 };
  }
  tritonLog(context, "I", "grpc_server.cc:4117", `Started GRPCInferenceService at 0.0.0.0:${grpc}`);
  tritonLog(context, "I", "http_server.cc:2815", `Started HTTPService at 0.0.0.0:${http}`);
  return serveUntilStopped(context);
};

function tritonLog(context: ProgramContext, level: string, place: string, message: string): void {
  const [, month = "", day = "", time = ""] =
    /-(\d\d)-(\d\d)T([\d:.]+)/.exec(new Date(context.now()).toISOString()) ?? [];
  context.log(`${level}${month}${day} ${time}000 1 ${place}] ${message}`, "stderr");
}

/** The repository of the pod, or with `seldon.io/no-storage-initializer` the address itself. */
function repositoryFiles(context: ProgramContext, repository: string): ReadonlyMap<string, string> {
  const local = context.files
    .list(repository)
    .map(path => [path.slice(repository.length + 1), context.files.read(path) ?? ""] as const);
  if (local.length > 0 || repository.startsWith("/")) return new Map(local);
  const source = readSource(repository, context.env);
  return typeof source === "string"
    ? new Map()
    : new Map(filesAt(source.bucket, source.path).map(file => [file.path, file.text]));
}

/** Every folder with a numbered version in it is a model. */
function readModels(files: ReadonlyMap<string, string>): V2Model[] {
  const names = new Set([...files.keys()].flatMap(path => /^([^/]+)\/\d+\//.exec(path)?.[1] ?? []));
  return [...names].map(name => {
    const stored = [...files].filter(([path]) => path.startsWith(`${name}/`)).map(([, text]) => parseModel(text));
    const model = stored.find(candidate => candidate !== undefined);
    return {
      name,
      version: "1",
      platform: "tensorflow_savedmodel",
      infer: request => {
        const rows = inputRows(request.inputs).map(row => row.map(Number));
        return [
          outputOf(
            "OUTPUT0",
            rows.map(row => (model === undefined ? row : predictRow(model, row))),
          ),
        ];
      },
    };
  });
}
