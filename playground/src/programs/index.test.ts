// Images and their programs: what the registry has, and servers that answer through the finder as the kubelet asks for them.
import { describe, expect, test } from "vitest";
import type { ContainerSpec } from "../kubelet/program.ts";
import { findProgram } from "./index.ts";
import {
  dialTest,
  runProgram,
  testNetwork,
  untilListening,
  type ProgramRun,
  type RunOptions,
} from "./testing/run-program.ts";
import {
  huggingFaceFolder,
  mlflowXgboostFolder,
  sklearnFolder,
  tensorflowFolder,
  tritonRepository,
  type StoredFile,
} from "./store/artifacts.ts";
import { exchange, type HttpAnswer } from "../support/http.ts";
import { parseJson, valueAt } from "../support/json.ts";

const POD = { apiVersion: "v1", kind: "Pod", metadata: { name: "pod" } };

function mounted(files: readonly StoredFile[]): Map<string, string> {
  return new Map(files.map(file => [`/mnt/models/${file.path}`, file.text]));
}

function start(container: ContainerSpec, options: RunOptions = {}): ProgramRun {
  const program = findProgram(container.image ?? "", container, POD);
  if (typeof program !== "function") throw new Error(`There is no image ${container.image ?? ""}.`);
  return runProgram(program, {
    ...options,
    container,
    command: [...(container.command ?? []), ...(container.args ?? [])],
  });
}

interface Served {
  readonly run: ProgramRun;
  readonly send: (method: string, path: string, body?: unknown) => Promise<HttpAnswer>;
}

async function serving(container: ContainerSpec, port: number, options: RunOptions = {}): Promise<Served> {
  const network = options.network ?? testNetwork();
  const run = start(container, { ...options, network });
  await untilListening(run, network, port);
  return {
    run,
    send: async (method, path, body) =>
      exchange(await dialTest(network, "localhost", port), `pod:${port}`, {
        method,
        path,
        headers: { "content-type": "application/json" },
        body: body === undefined ? "" : JSON.stringify(body),
      }),
  };
}

describe("images", () => {
  test.each([
    "seldonio/alibi-explain-server:1.17.1",
    "seldonio/fixed-modle:0.1",
    "ghcr.io/acme/model:does-not-exist",
    "",
    "seldonio/sklearnserver:1.71.1",
  ])("%j cannot be pulled", image => expect(findProgram(image, { name: "c", image }, POD)).toBeUndefined());

  test.each([
    "docker.io/seldonio/seldon-core-executor:1.17.1",
    "seldonio/mock_classifier:1.5.0-dev",
    "seldonio/sklearnserver_rest:1.2.3",
    "registry.example.com:5000/models/churn:3",
    "busybox",
    "playground/train:1",
  ])("%j can", image => expect(findProgram(image, { name: "c", image }, POD)).toBeDefined());

  test("a program that sleeps when SIGTERM comes ends with 143", async () => {
    const run = start({ name: "c", image: "busybox", command: ["sleep", "3600"] }, { stopAfter: 10 });
    expect(await run.exit).toEqual({ exitCode: 143 });
  });

  test("a command in the container's spec takes the place of the image's own program", async () => {
    const run = start({ name: "c", image: "seldonio/sklearnserver:1.17.1", command: ["sh", "-c", "echo hi; exit 4"] });
    expect(await run.exit).toEqual({ exitCode: 4 });
    expect(run.lines).toEqual(["hi"]);
  });

  test("a scenario that is not known is named in the log", async () => {
    const run = start({ name: "c", image: "busybox", command: ["true"] }, { scenarios: ["slow-konda"] });
    await run.exit;
    expect(run.lines.join("\n")).toContain(
      'there is no scenario "slow-konda". There are: bucket-missing, credentials-rejected',
    );
  });

  test("a training job prints the address of its model last", async () => {
    const run = start({ name: "train", image: "playground/train:1" });
    expect(await run.exit).toEqual({ exitCode: 0 });
    expect(run.lines.at(-1)).toMatch(/^s3:\/\/mlflow-artifacts\/3\/[0-9a-f]{32}\/artifacts\/model$/);
  });
});

test("nginx serves its welcome page, unless the container has another command", async () => {
  const { run, send } = await serving({ name: "web", image: "nginx:1" }, 80);
  expect(await send("GET", "/")).toMatchObject({ status: 200, body: "<h1>Welcome to nginx!</h1>\n" });
  expect((await send("GET", "/nothing")).status).toBe(404);
  run.stop();
  expect(await run.exit).toEqual({ exitCode: 0 });
  const other = start({ name: "web", image: "nginx:1", command: ["sh", "-c", "exit 4"] });
  expect(await other.exit).toEqual({ exitCode: 4 });
});

test("an image named as something that every object has is somebody's model like any other", () => {
  const names = ["constructor", "toString", "__proto__"].map(name => findProgram(`acme/${name}:1`, { name: "m" }, POD));
  expect(names).toEqual([expect.any(Function), expect.any(Function), expect.any(Function)]);
});

describe("MLServer", () => {
  const env = {
    MLSERVER_HTTP_PORT: "9000",
    MLSERVER_GRPC_PORT: "9500",
    MLSERVER_METRICS_PORT: "6000",
    MLSERVER_MODEL_NAME: "classifier",
  };
  const sklearn = { ...env, MLSERVER_MODEL_IMPLEMENTATION: "mlserver_sklearn.SKLearnModel" };
  const inputs = [{ name: "x", shape: [1, 4], datatype: "FP32", data: [[5.1, 3.5, 1.4, 0.2]] }];

  test("answers classes by default and probabilities when asked", async () => {
    const image = "seldonio/mlserver:1.3.5-sklearn";
    const { run, send } = await serving({ name: "classifier", image }, 9000, {
      env: sklearn,
      files: mounted(sklearnFolder("iris")),
    });
    expect(parseJson((await send("POST", "/v2/models/classifier/infer", { id: "7", inputs })).body)).toMatchObject({
      model_name: "classifier",
      model_version: "v1",
      id: "7",
      outputs: [{ name: "predict", shape: [1, 1], datatype: "INT64", data: [0] }],
    });
    const probable = await send("POST", "/v2/models/classifier/infer", {
      inputs,
      outputs: [{ name: "predict_proba" }],
    });
    expect(parseJson(probable.body)).toMatchObject({ outputs: [{ shape: [1, 3], datatype: "FP64" }] });
    const wrong = await send("POST", "/v2/models/classifier/infer", { inputs, outputs: [{ name: "x" }] });
    expect(wrong.body).toContain(
      "SKLearnModel only supports 'predict', 'predict_proba' and 'transform' as outputs (x was received)",
    );
    expect(await send("POST", "/v2/models/other/infer", { inputs })).toMatchObject({
      status: 404,
      body: '{"error":"Model other not found"}',
    });
    expect((await send("GET", "/v2/health/ready")).status).toBe(200);
    expect(run.lines.join("\n")).toContain("Loaded model 'classifier' succesfully.");
    run.stop();
    expect(await run.exit).toEqual({ exitCode: 0 });
  });

  test.each([
    ["mlserver_sklearn.SKLearnModel", [], "IsADirectoryError: [Errno 21] Is a directory: '/mnt/models'"],
    ["mlserver_mlflow.MLflowRuntime", mlflowXgboostFolder("churn"), "ModuleNotFoundError: No module named 'xgboost'"],
    ["mlserver_huggingface.HuggingFaceRuntime", huggingFaceFolder(), "Missing HuggingFace Runtime settings."],
  ])("%s without what it needs", async (implementation, files, text) => {
    const image = "seldonio/mlserver:1.3.5";
    const run = start(
      { name: "m", image },
      { env: { ...env, MLSERVER_MODEL_IMPLEMENTATION: implementation }, files: mounted(files) },
    );
    expect(await run.exit).toEqual({ exitCode: 1 });
    const log = run.lines.join("\n");
    expect(log).toContain(text);
    expect(log).toContain("Couldn't load model 'classifier'. Model will be removed from registry.");
    expect(log).toContain("Some of the models failed to load during startup!");
  });

  test("HuggingFace takes its task from the parameters", async () => {
    const parameters = JSON.stringify([{ name: "task", type: "STRING", value: "text-classification" }]);
    const hf = {
      ...env,
      MLSERVER_MODEL_IMPLEMENTATION: "mlserver_huggingface.HuggingFaceRuntime",
      PREDICTIVE_UNIT_PARAMETERS: parameters,
    };
    const { run, send } = await serving({ name: "t", image: "seldonio/mlserver:1.3.5-huggingface" }, 9000, { env: hf });
    const text = [{ name: "args", shape: [1], datatype: "BYTES", data: ["what a great day"] }];
    expect((await send("POST", "/v2/models/classifier/infer", { inputs: text })).body).toContain("POSITIVE");
    run.stop();
  });
});

describe("TensorFlow and Triton", () => {
  const files = (): Map<string, string> => mounted(tensorflowFolder("half_plus_two"));
  const args = ["--port=2000", "--rest_api_port=2001", "--model_name=half", "--model_base_path=/mnt/models"];

  test("half plus two, straight and through the proxy", async () => {
    const network = testNetwork();
    const { run, send } = await serving({ name: "tfserving", image: "tensorflow/serving:2.1.0", args }, 2001, {
      files: files(),
      network,
    });
    expect((await send("POST", "/v1/models/half:predict", { instances: [1, 2, 5] })).body).toBe(
      '{"predictions":[2.5,3,4.5]}',
    );
    const list = [
      ["rest_endpoint", "http://0.0.0.0:2001"],
      ["grpc_endpoint", "0.0.0.0:2000"],
      ["model_name", "half"],
    ].map(([name, value]) => ({ name, value, type: "STRING" }));
    const env = { PREDICTIVE_UNIT_PARAMETERS: JSON.stringify(list), PREDICTIVE_UNIT_HTTP_SERVICE_PORT: "9000" };
    const proxy = await serving({ name: "half", image: "seldonio/tfserving-proxy:1.17.1" }, 9000, { env, network });
    const answer = await proxy.send("POST", "/predict", { data: { ndarray: [1, 2] } });
    expect(valueAt(parseJson(answer.body), "data", "ndarray")).toEqual([2.5, 3]);
    run.stop();
    proxy.run.stop();
  });

  test("TensorFlow Serving reads a public bucket itself", async () => {
    const address = "--model_base_path=gs://seldon-models/tfserving/half_plus_two";
    const container = { name: "half", image: "tensorflow/serving", args: ["--model_name=half", address] };
    const { run, send } = await serving(container, 8501);
    expect((await send("POST", "/v1/models/half:predict", { instances: [1] })).body).toBe('{"predictions":[2.5]}');
    run.stop();
  });

  test("without a version TensorFlow Serving waits, and says so", async () => {
    const run = start({ name: "tfserving", image: "tensorflow/serving:2.1.0", args }, { stopAfter: 20 });
    expect(await run.exit).toEqual({ exitCode: 143 });
    expect(run.lines.at(-1)).toContain("No versions of servable half found under base path /mnt/models");
  });

  test("Triton serves the models of a repository under their folders' names", async () => {
    const command = [
      "/opt/tritonserver/bin/tritonserver",
      "--grpc-port=9500",
      "--http-port=9000",
      "--model-repository=/mnt/models",
    ];
    const image = "nvcr.io/nvidia/tritonserver:21.08-py3";
    const triton = await serving({ name: "t", image, command }, 9000, {
      files: mounted(tritonRepository("triton/tf_cifar10")),
    });
    expect((await triton.send("GET", "/v2/models/cifar10/ready")).status).toBe(200);
    expect((await triton.send("GET", "/v2/models/t/ready")).status).toBe(404);
    triton.run.stop();
    const empty = start({ name: "t", image, command }, { files: mounted(sklearnFolder("iris")) });
    expect(await empty.exit).toEqual({ exitCode: 1 });
  });
});

describe("models of one's own", () => {
  const env = { PREDICTIVE_UNIT_HTTP_SERVICE_PORT: "9001", PREDICTIVE_UNIT_ID: "mine" };

  test("listen on the unit's port and answer the same to the same", async () => {
    const { run, send } = await serving({ name: "mine", image: "acme/model:1" }, 9001, { env });
    const ask = async (): Promise<string> => (await send("POST", "/predict", { data: { ndarray: [[1, 2, 3]] } })).body;
    expect(await ask()).toBe(await ask());
    expect(parseJson(await ask())).toMatchObject({ data: { names: ["proba"], ndarray: [[expect.any(Number)]] } });
    run.stop();
  });

  test("collide with the executor when they want its port (S39)", async () => {
    const network = testNetwork();
    await serving({ name: "first", image: "acme/first:1" }, 8000, {
      network,
      env: { PREDICTIVE_UNIT_HTTP_SERVICE_PORT: "8000" },
    });
    const run = start({ name: "mine", image: "acme/model:1" }, { network, env: { ...env, SERVING_PORT: "8000" } });
    expect(await run.exit).toEqual({ exitCode: 1 });
    expect(run.lines.join("\n")).toContain("Connection in use: ('0.0.0.0', 8000)");
  });

  test("average what a combiner is given", async () => {
    const { run, send } = await serving({ name: "mine", image: "acme/combiner:1" }, 9001, { env });
    const body = { seldonMessages: [{ data: { ndarray: [[1, 3]] } }, { data: { ndarray: [[3, 5]] } }] };
    expect(valueAt(parseJson((await send("POST", "/aggregate", body)).body), "data", "ndarray")).toEqual([[2, 4]]);
    run.stop();
  });
});

describe("explainers", () => {
  const image = "seldonio/alibiexplainer:1.17.1";
  const args = ["--model_name=iris", "--http_port=9000", "--storage_uri=/mnt/models", "AnchorTabular"];

  test("explain at their own path, with an artifact", async () => {
    const files = new Map([["/mnt/models/explainer.dill", "explainer"]]);
    const { run, send } = await serving({ name: "e", image, args }, 9000, { files });
    const answer = await send("POST", "/api/v1.0/explain", { data: { ndarray: [[1, 2, 3, 4]] } });
    expect(parseJson(answer.body)).toHaveProperty("data.anchor.0");
    expect((await send("POST", "/api/v1.0/explanations", {})).status).toBe(404);
    run.stop();
  });

  test.each([
    ["AnchorTabular", 1, "Exception: Anchor tabular requires a built explainer"],
    ["SHAP", 2, "invalid choice: 'SHAP'"],
  ])("%s without one", async (type, exitCode, text) => {
    const run = start({ name: "e", image, args: [...args.slice(0, 2), type] });
    expect((await run.exit).exitCode).toBe(exitCode);
    expect(run.lines.at(-1)).toContain(text);
  });
});
