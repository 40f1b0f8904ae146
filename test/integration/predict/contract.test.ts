// The client's wire against the playground's servers: three protocols over REST, two over gRPC. The shapes expected here are
// written by hand from seldon-facts §7 and seed 004, and from neither side's code.
import { describe, expect, onTestFinished, test } from "vitest";
import type { Outcome, PreparedRequest } from "../../../client/src/domain/predict/index.ts";
import { createSender } from "../../../client/src/live/predict/index.ts";
import { mlserver } from "../../../playground/src/programs/mlserver/mlserver.ts";
import { sklearnServer } from "../../../playground/src/programs/python/sklearn-server.ts";
import { userModel } from "../../../playground/src/programs/generic/user-model.ts";
import { tensorflowServing } from "../../../playground/src/programs/tensorflow/tensorflow-serving.ts";
import { alibiExplainer } from "../../../playground/src/programs/generic/alibi-explainer.ts";
import { sklearnFolder, tensorflowFolder } from "../../../playground/src/programs/store/artifacts.ts";
import { testNetwork } from "../../../playground/src/programs/testing/run-program.ts";
import { unit, type Node } from "../../../playground/src/programs/testing/run-executor.ts";
import { mounted } from "../../../playground/src/programs/testing/run-server.ts";
import { serve, serveGraph } from "./served.ts";

type Call = PreparedRequest["call"];

async function send(url: string, call: Call, more: Partial<PreparedRequest> = {}): Promise<Outcome> {
  const sender = createSender(undefined);
  onTestFinished(() => sender.close());
  return sender.send(
    {
      ...{
        protocol: "seldon",
        endpoint: "predict",
        route: { kind: "url", url },
        deployment: "iris",
        predictor: "main",
      },
      ...{ headers: [], timeout: 20_000, call, ...more },
    },
    { secrets: () => undefined },
  );
}

function post(path: string, body: unknown): Call {
  return { transport: "rest", method: "POST", path, body: typeof body === "string" ? body : JSON.stringify(body) };
}

function get(path: string): Call {
  return { transport: "rest", method: "GET", path, body: undefined };
}

function grpc(method: string, message: unknown, service = "seldon.protos.Seldon"): Call {
  return { transport: "grpc", service, method, message };
}

const V2 = "inference.GRPCInferenceService";

function bodyOf(outcome: Outcome): unknown {
  if (outcome.kind === "failure") throw new Error(`${outcome.reason}: ${outcome.message}`);
  return JSON.parse(outcome.body);
}

const probability: unknown = expect.closeTo(0.5, 0);
const IRIS = [[5.1, 3.5, 1.4, 0.2]];
const SKLEARN_ENV = { PREDICTIVE_UNIT_ID: "classifier", PREDICTIVE_UNIT_IMAGE: "seldonio/sklearnserver:1.17.1" };

/** SKLEARN_SERVER behind the executor: 8000, 5001, and the unit's own 9000 and 9500. */
async function sklearn(): Promise<{ rest: string; grpc: string; unit: string; unitGrpc: string }> {
  const network = testNetwork();
  const env = { ...SKLEARN_ENV, PREDICTIVE_UNIT_GRPC_SERVICE_PORT: "9500" };
  const model = await serve(sklearnServer, 9000, { network, env, files: mounted(sklearnFolder("iris")) });
  const graph = await serveGraph(unit("classifier", "MODEL", 9000), network);
  return {
    rest: await graph.url(8000),
    grpc: await graph.url(5001),
    unit: await model.url(9000),
    unitGrpc: await model.url(9500),
  };
}

describe("Seldon's protocol over REST", () => {
  test("ndarray in, ndarray out", async () => {
    const { rest } = await sklearn();
    const answer = await send(
      rest,
      post("/api/v1.0/predictions", { data: { names: ["a", "b", "c", "d"], ndarray: IRIS } }),
    );
    expect(answer).toMatchObject({ kind: "answer", transport: "rest", status: 200 });
    expect(bodyOf(answer)).toEqual({
      data: { names: ["t:0", "t:1", "t:2"], ndarray: [[probability, probability, probability]] },
      meta: { requestPath: { classifier: "seldonio/sklearnserver:1.17.1" } },
    });
    expect(answer.kind === "answer" && answer.headers.some(([name]) => name === "seldon-puid")).toBe(true);
  });

  test("tensor in, tensor out; jsonData gives a tensor", async () => {
    const { rest } = await sklearn();
    const tensor = { shape: [1, 4], values: [5.1, 3.5, 1.4, 0.2] };
    const values = [probability, probability, probability];
    expect(bodyOf(await send(rest, post("/api/v1.0/predictions", { data: { tensor } })))).toMatchObject({
      data: { tensor: { shape: [1, 3], values } },
    });
    expect(bodyOf(await send(rest, post("/api/v0.1/predictions", { jsonData: IRIS })))).toMatchObject({
      data: { tensor: { shape: [1, 3], values } },
    });
  });

  test("what is refused has the wrapper's shape, and the executor sends it as text", async () => {
    const { rest } = await sklearn();
    const answer = await send(rest, post("/api/v1.0/predictions", { inputs: [] }));
    expect(answer).toMatchObject({ status: 400 });
    expect(bodyOf(answer)).toMatchObject({ status: { code: -1, reason: "MICROSERVICE_BAD_DATA", status: 1 } });
    const type = answer.kind === "answer" ? answer.headers.find(([name]) => name === "content-type") : undefined;
    expect(type).toEqual(["content-type", "text/plain; charset=utf-8"]);
  });

  test("a unit that is not there is the executor's own error", async () => {
    const network = testNetwork();
    const graph = await serveGraph(unit("classifier", "MODEL", 9000), network);
    const answer = await send(await graph.url(8000), post("/api/v1.0/predictions", { data: { ndarray: IRIS } }));
    expect(bodyOf(answer)).toEqual({
      status: {
        code: 500,
        info: 'Post "http://localhost:9000/predict": dial tcp 127.0.0.1:9000: connect: connection refused',
        status: "FAILURE",
      },
    });
  });

  test("paths that are none, and the wrapper's own answer to them", async () => {
    const { rest, unit: wrapper } = await sklearn();
    expect(await send(rest, get("/api/v1.0/nothing"))).toMatchObject({ status: 404, body: "404 page not found\n" });
    expect(await send(wrapper, get("/nothing"))).toMatchObject({ status: 500 });
  });

  test("metadata of a node and of the graph", async () => {
    const { rest } = await sklearn();
    expect(bodyOf(await send(rest, get("/api/v1.0/metadata/classifier")))).toMatchObject({ platform: "sklearn" });
    expect(bodyOf(await send(rest, get("/api/v1.0/metadata")))).toMatchObject({
      name: "main",
      models: { classifier: {} },
    });
  });
});

describe("Seldon's protocol over gRPC", () => {
  test("ndarray as in REST, from the executor and from the unit itself", async () => {
    const { grpc: executor, unitGrpc } = await sklearn();
    const message = { data: { names: ["a", "b", "c", "d"], ndarray: IRIS }, meta: { puid: "p1", tags: { run: 7 } } };
    const answer = await send(executor, grpc("Predict", message));
    expect(answer).toMatchObject({ kind: "answer", transport: "grpc", status: 0 });
    expect(bodyOf(answer)).toEqual({
      data: { names: ["t:0", "t:1", "t:2"], ndarray: [[probability, probability, probability]] },
      meta: { puid: "p1", tags: { run: 7 }, requestPath: { classifier: "seldonio/sklearnserver:1.17.1" } },
    });
    const own = await send(unitGrpc, grpc("Predict", message, "seldon.protos.Model"));
    expect(bodyOf(own)).toMatchObject({ data: { ndarray: [[probability, probability, probability]] } });
  });

  test("tensor, strData refused by a model of numbers, and what the message has no field for", async () => {
    const { grpc: executor } = await sklearn();
    const tensor = { shape: [2, 4], values: [5.1, 3.5, 1.4, 0.2, 6, 3, 5, 2] };
    expect(bodyOf(await send(executor, grpc("Predict", { data: { tensor } })))).toMatchObject({
      data: { tensor: { shape: [2, 3] } },
    });
    expect(await send(executor, grpc("Predict", { strData: "x" }))).toMatchObject({
      kind: "answer",
      status: 2,
      body: "Unknown data type returned as payload (must be list or np array):None",
    });
    expect(await send(executor, grpc("Predict", { instances: [] }))).toMatchObject({
      reason: "not-connected",
      message: 'SeldonMessage has no field "instances".',
    });
  });

  test("metadata, feedback, and methods that nobody has", async () => {
    const { grpc: executor } = await sklearn();
    expect(bodyOf(await send(executor, grpc("ModelMetadata", { name: "classifier" })))).toMatchObject({
      platform: "sklearn",
    });
    expect(bodyOf(await send(executor, grpc("GraphMetadata", {})))).toMatchObject({ name: "main" });
    expect(await send(executor, grpc("SendFeedback", { reward: 1 }))).toMatchObject({ status: 0 });
    const other = await send(executor, grpc("ModelReady", { name: "m" }, V2));
    expect(other).toMatchObject({ kind: "answer", status: 12 });
  });

  test("REST's port speaks no gRPC, and nothing listens elsewhere", async () => {
    const { rest } = await sklearn();
    expect(await send(rest, grpc("Predict", {}))).toMatchObject({ kind: "failure", reason: "not-connected" });
    expect(await send("http://127.0.0.1:1", grpc("Predict", {}))).toMatchObject({
      reason: "not-connected",
      message: "Nothing listens at this address (ECONNREFUSED).",
    });
  });
});

describe("v2", () => {
  const env = {
    ...{ MLSERVER_HTTP_PORT: "9000", MLSERVER_GRPC_PORT: "9500", MLSERVER_METRICS_PORT: "6000" },
    ...{ MLSERVER_MODEL_NAME: "classifier", MLSERVER_MODEL_IMPLEMENTATION: "mlserver_sklearn.SKLearnModel" },
  };
  const start = async (): Promise<{
    rest: string;
    grpc: string;
    own: string;
    graph: Awaited<ReturnType<typeof serveGraph>>;
  }> => {
    const network = testNetwork();
    const container = { name: "classifier", image: "seldonio/mlserver:1.3.5-sklearn" };
    const model = await serve(mlserver, 9000, { network, env, container, files: mounted(sklearnFolder("iris")) });
    const graph = await serveGraph(unit("classifier", "MODEL", 9000), network, { protocol: "v2" });
    return { rest: await graph.url(8000), grpc: await graph.url(5001), own: await model.url(9500), graph };
  };
  const output = { name: "predict", shape: [1, 1], datatype: "INT64" };

  test("over REST", async () => {
    const { rest } = await start();
    const inputs = [{ name: "x", shape: [1, 4], datatype: "FP32", data: IRIS }];
    for (const path of ["/v2/models/classifier/infer", "/v2/models/infer"]) {
      expect(bodyOf(await send(rest, post(path, { id: "7", inputs })))).toMatchObject({
        ...{ model_name: "classifier", id: "7" },
        outputs: [{ ...output, data: [0] }],
      });
    }
    expect(await send(rest, get("/v2/models/classifier/ready"))).toMatchObject({ status: 200 });
    expect(await send(rest, get("/v2"))).toMatchObject({ status: 404 });
    const outputs = [{ name: "x" }];
    expect(bodyOf(await send(rest, post("/v2/models/classifier/infer", { inputs, outputs })))).toEqual({
      error: "SKLearnModel only supports 'predict', 'predict_proba' and 'transform' as outputs (x was received)",
    });
  });

  test("over gRPC: 64-bit numbers are numbers, bytes base64", async () => {
    const { grpc: executor, own } = await start();
    const contents = { fp32_contents: IRIS[0] };
    const message = {
      ...{ model_name: "classifier", id: "7", inputs: [{ name: "x", shape: [1, 4], datatype: "FP32", contents }] },
      parameters: { content_type: { string_param: "np" } },
    };
    for (const url of [executor, own]) {
      const body = bodyOf(await send(url, grpc("ModelInfer", message, V2)));
      // The class is 0, which the wire has, since it is an element of a list.
      expect(body).toMatchObject({
        modelName: "classifier",
        id: "7",
        outputs: [{ ...output, contents: { int64Contents: [0] } }],
      });
    }
    expect(bodyOf(await send(executor, grpc("ModelReady", { name: "classifier" }, V2)))).toEqual({ ready: true });
    expect(bodyOf(await send(executor, grpc("ModelMetadata", { name: "classifier" }, V2)))).toMatchObject({
      name: "classifier",
    });
    expect(await send(own, grpc("ModelInfer", { ...message, model_name: "other" }, V2))).toMatchObject({ status: 5 });
  });

  test("our client has no method that would take the executor down", async () => {
    const { grpc: executor, graph } = await start();
    expect(await send(executor, grpc("ServerLive", {}, V2))).toMatchObject({ reason: "not-connected" });
    expect(graph.lines.join("\n")).not.toContain("panic");
  });
});

test("TensorFlow over REST, with the model's name in the path and without", async () => {
  const network = testNetwork();
  const command = ["--port=2000", "--rest_api_port=2001", "--model_name=half", "--model_base_path=/mnt/models"];
  const files = mounted(tensorflowFolder("half_plus_two"));
  await serve(tensorflowServing, 2001, { network, command, files });
  const graph = await serveGraph(unit("half", "MODEL", 2001), network, { protocol: "tensorflow" });
  const url = await graph.url(8000);
  for (const path of [
    "/v1/models/half:predict",
    "/v1/models/half/:predict",
    "/v1/models/:predict",
    "/v1/models:predict",
  ]) {
    expect(bodyOf(await send(url, post(path, { instances: [1, 2, 5] })))).toEqual({ predictions: [2.5, 3, 4.5] });
  }
  expect(bodyOf(await send(url, get("/v1/models/half")))).toMatchObject({
    model_version_status: [{ state: "AVAILABLE" }],
  });
});

test("a bandit learns from feedback which way is better, and the answer says which way it went", async () => {
  const network = testNetwork();
  const container = (name: string): { name: string; image: string } => ({ name, image: `seldonio/${name}:1` });
  const start = (name: string, port: number, image: string, parameters: unknown[] = []): Promise<unknown> =>
    serve(userModel, port, {
      network,
      container: { ...container(name), image },
      env: {
        PREDICTIVE_UNIT_ID: name,
        PREDICTIVE_UNIT_HTTP_SERVICE_PORT: String(port),
        PREDICTIVE_UNIT_GRPC_SERVICE_PORT: String(port + 500),
        PREDICTIVE_UNIT_METRICS_SERVICE_PORT: String(port - 3000),
        PREDICTIVE_UNIT_PARAMETERS: JSON.stringify(parameters),
      },
    });
  const epsilon = { name: "epsilon", value: "0", type: "FLOAT" };
  await start("router", 9000, "seldonio/mab_epsilon_greedy:1.17.1", [epsilon]);
  await start("a", 9001, "acme/a:1");
  await start("b", 9002, "acme/b:1");
  const graph: Node = unit("router", "ROUTER", 9000, [unit("a", "MODEL", 9001), unit("b", "MODEL", 9002)]);
  const served = await serveGraph(graph, network, { env: { SELDON_ENABLE_ROUTING_INJECTION: "true" } });
  const url = await served.url(8000);
  const routed = async (): Promise<unknown> =>
    bodyOf(await send(url, post("/api/v1.0/predictions", { data: { ndarray: [[1, 2]] } })));
  expect(await routed()).toMatchObject({ meta: { routing: { router: 0 } } });
  const response = { meta: { routing: { router: 1 } } };
  const feedback = { request: { data: { ndarray: [[1, 2]] } }, response, reward: 1 };
  expect(await send(url, post("/api/v1.0/feedback", feedback))).toMatchObject({ status: 200 });
  expect(await routed()).toMatchObject({ meta: { routing: { router: 1 } } });
});

test("an explainer answers on its own paths", async () => {
  const container = { name: "iris-main-explainer", image: "seldonio/alibiexplainer:1.17.1" };
  const served = await serve(alibiExplainer, 9000, { container, command: ["--http_port=9000", "AnchorText"] });
  const url = await served.url(9000);
  const data = { ndarray: [["a good day"]] };
  expect(bodyOf(await send(url, post("/api/v1.0/explain", { data })))).toMatchObject({
    meta: {},
    data: { anchor: ["feature 0 <= a good day"], precision: 0.98 },
  });
  expect(await send(url, post("/api/v1.0/explanations", { data }))).toMatchObject({ status: 404 });
});

test("the R model of seed 004 answers in its own shape", async () => {
  const container = { name: "r-mlflow-model", image: "acme/r-mlflow-model:1" };
  const env = { PREDICTIVE_UNIT_HTTP_SERVICE_PORT: "9000" };
  const served = await serve(userModel, 9000, { container, env });
  expect(bodyOf(await send(await served.url(9000), post("/predict", { data: { ndarray: IRIS } })))).toMatchObject({
    data: { names: ["prediction"], ndarray: ["setosa"] },
  });
});
