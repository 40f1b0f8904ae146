// tensorflow/serving: REST and gRPC ports from its flags, the newest version below the base path (seldon-facts §3.4).
import type { Program, ProgramContext } from "../../kubelet/program.ts";
import { httpService, plainText } from "../../support/http.ts";
import { listenAll, serveUntilStopped } from "../support/process.ts";
import { findServable, tensorflowApi } from "./saved-model.ts";

export const tensorflowServing: Program = async context => {
  const flag = (name: string, fallback: string): string =>
    context.command.flatMap(word => new RegExp(`^--${name}=(.*)$`).exec(word)?.[1] ?? []).at(-1) ?? fallback;
  const name = flag("model_name", "model");
  const basePath = flag("model_base_path", `/models/${name}`).replace(/\/+$/, "");
  serverLog(
    context,
    "server.cc:86",
    "Building single TensorFlow model file config:  model_name: " + name + " model_base_path: " + basePath,
  );
  await context.sleep(2);
  let servable = findServable(context, name, basePath);
  // Without a version the server stays up and looks again every second; no port opens until it finds one.
  while (servable === undefined) {
    serverLog(
      context,
      "file_system_storage_path_source.cc:268",
      `No versions of servable ${name} found under base path ${basePath}`,
      "W",
    );
    await context.sleep(1);
    servable = findServable(context, name, basePath);
  }
  serverLog(
    context,
    "loader_harness.cc:87",
    `Successfully loaded servable version {name: ${name} version: ${servable.version}}`,
  );
  const grpc = Number(flag("port", "8500"));
  const rest = Number(flag("rest_api_port", "8501"));
  const taken = listenAll(context, [
    { port: rest, server: httpService(tensorflowApi(servable)) },
    { port: grpc, server: httpService(() => plainText(415, "")) },
  ]);
  if (taken !== undefined) {
    serverLog(context, "server.cc:352", `Failed to bind port ${taken}: Address already in use`, "E");
    return { exitCode: 1 };
  }
  serverLog(context, "server.cc:359", `Running gRPC ModelServer at 0.0.0.0:${grpc} ...`);
  serverLog(context, "server.cc:379", `Exporting HTTP/REST API at:localhost:${rest} ...`);
  return serveUntilStopped(context);
};

function serverLog(context: ProgramContext, place: string, message: string, level = "I"): void {
  const time = new Date(context.now()).toISOString().replace("T", " ").replace("Z", "000");
  context.log(`${time}: ${level} tensorflow_serving/model_servers/${place}] ${message}`, "stderr");
}
