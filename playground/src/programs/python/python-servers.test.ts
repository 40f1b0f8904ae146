// sklearnserver and xgboostserver 1.17.1: what they log, how they end, and what they answer (seldon-facts §3.3, §7.4, §7.5).
import { describe, expect, test } from "vitest";
import { mlflowXgboostFolder, xgboostFolder } from "../store/artifacts.ts";
import { exchange, type HttpAnswer } from "../../support/http.ts";
import { parseJson } from "../../support/json.ts";
import { dialTest, runProgram, testNetwork, untilListening } from "../testing/run-program.ts";
import { IRIS, mounted, parameters, serving, SETOSA } from "../testing/run-server.ts";
import { sklearnServer } from "./sklearn-server.ts";
import { xgboostServer } from "./xgboost-server.ts";

describe("sklearnserver", () => {
  test("answers probabilities in the shape it was asked in, with the path of the request", async () => {
    const { run, post } = await serving(sklearnServer, { files: IRIS });
    const answer = await post("/predict", SETOSA);
    expect(answer.status).toBe(200);
    expect(parseJson(answer.body)).toMatchObject({
      data: {
        names: ["t:0", "t:1", "t:2"],
        ndarray: [[expect.closeTo(0.98, 1), expect.any(Number), expect.any(Number)]],
      },
      meta: { requestPath: { classifier: "seldonio/sklearnserver:1.17.1" } },
    });
    const tensor = await post("/predict", { data: { tensor: { shape: [1, 4], values: [5.1, 3.5, 1.4, 0.2] } } });
    expect(parseJson(tensor.body)).toMatchObject({ data: { tensor: { shape: [1, 3] } } });
    run.stop();
    expect(await run.exit).toEqual({ exitCode: 0 });
    expect(run.lines.join("\n")).toContain("model file: /mnt/models/model.joblib");
  });

  test("method=predict answers a flat list without names", async () => {
    const { run, post } = await serving(sklearnServer, {
      files: IRIS,
      env: parameters(["method", "predict", "STRING"]),
    });
    expect(parseJson((await post("/api/v1.0/predictions", SETOSA)).body)).toMatchObject({
      data: { names: [], ndarray: [0] },
    });
    run.stop();
  });

  test.each([
    ["malformed", "{", "application/json", 400, "MICROSERVICE_BAD_DATA", "Can't find JSON in data"],
    ["no content type", SETOSA, "", 400, "MICROSERVICE_BAD_DATA", "Can't find JSON in data"],
    [
      "a v2 body",
      { inputs: [] },
      "application/json",
      400,
      "MICROSERVICE_BAD_DATA",
      "Invalid request data type: {'inputs': []}",
    ],
    [
      "too few features",
      { data: { ndarray: [[1, 2]] } },
      "application/json",
      400,
      "MICROSERVICE_BAD_DATA",
      "Unknown data type returned as payload (must be list or np array):None",
    ],
    [
      "wrong shape",
      { data: { tensor: { shape: [2, 4], values: [1, 2, 3, 4] } } },
      "application/json",
      400,
      "MICROSERVICE_BAD_DATA",
      "cannot reshape array of size 4 into shape (2,4)",
    ],
  ])("refuses %s", async (_name, body, type, status, reason, info) => {
    const { run, post } = await serving(sklearnServer, { files: IRIS });
    const answer = await post("/predict", body, type);
    expect({ status: answer.status, body: parseJson(answer.body) }).toEqual({
      status,
      body: { status: { code: -1, info, reason, status: 1 } },
    });
    run.stop();
  });

  test("says in its log what the client is not told", async () => {
    const { run, post } = await serving(sklearnServer, { files: IRIS });
    await post("/predict", { data: { ndarray: [[1, 2]] } });
    expect(run.lines.join("\n")).toMatch(/Exception during predict[^]*X has 2 features per sample; expecting 4/);
    run.stop();
  });

  test("an unknown path is an internal error, not a 404", async () => {
    const { run, post } = await serving(sklearnServer, { files: IRIS });
    const answer = await post("/nothing", SETOSA);
    expect(answer.status).toBe(500);
    expect(answer.body).toContain("MICROSERVICE_INTERNAL_ERROR");
    run.stop();
  });

  test("without its artifact it ends before any port opens", async () => {
    const run = runProgram(sklearnServer);
    expect(await run.exit).toEqual({ exitCode: 1 });
    expect(run.lines.at(-1)).toBe("FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'");
  });

  test.each([
    [["colour", "red", "STRING"], "TypeError: __init__() got an unexpected keyword argument 'colour'"],
    [["method", "five", "INT"], "seldon_core.flask_utils.SeldonMicroserviceException"],
    [["method", "x", "string"], "seldon_core.flask_utils.SeldonMicroserviceException"],
  ] satisfies [[string, string, string], string][])("the parameter %j ends it", async (parameter, lastLine) => {
    const run = runProgram(sklearnServer, { files: IRIS, env: parameters(parameter) });
    expect(await run.exit).toEqual({ exitCode: 1 });
    expect(run.lines.at(-1)).toBe(lastLine);
  });

  test("feedback counts its reward on the metrics port", async () => {
    const network = testNetwork();
    const run = runProgram(sklearnServer, { files: IRIS, network, env: { PREDICTIVE_UNIT_ID: "classifier" } });
    await untilListening(run, network, 6000);
    const send = async (method: string, port: number, path: string, body: string): Promise<HttpAnswer> =>
      exchange(await dialTest(network, "localhost", port), "pod", {
        method,
        path,
        body,
        headers: { "content-type": "application/json" },
      });
    await send("POST", 9000, "/send-feedback", '{"reward": 0.5}');
    await send("POST", 9000, "/send-feedback", '{"reward": 0}');
    const metrics = await send("GET", 6000, "/prometheus", "");
    expect(metrics.body).toMatch(/^seldon_api_model_feedback_total\{.*model_name="classifier".*\} 1\.0$/m);
    run.stop();
  });
});

describe("xgboostserver", () => {
  test("answers where model.bst is", async () => {
    const { run, post } = await serving(xgboostServer, { files: mounted(xgboostFolder("iris")) });
    expect((await post("/predict", SETOSA)).status).toBe(200);
    expect((await post("/predict", { data: { ndarray: [[1, 2, 3, 4, 5]] } })).status).toBe(500);
    run.stop();
  });

  test("MLflow's model.xgb is not looked for: the worker fails to boot (diary 06)", async () => {
    const run = runProgram(xgboostServer, { files: mounted(mlflowXgboostFolder("churn")) });
    expect(await run.exit).toEqual({ exitCode: 3 });
    const log = run.lines.join("\n");
    expect(log).toMatch(
      /xgboost\.core\.XGBoostError: .* LocalFileSystem::Open "\/mnt\/models\/model\.bst": No such file or directory/,
    );
    expect(log).toContain("Reason: Worker failed to boot.");
  });

  test("no user parameter is legal (diary 07)", async () => {
    const env = parameters(["model_file_name", "model.xgb", "STRING"], ["model_uri", "/mnt/models", "STRING"]);
    const run = runProgram(xgboostServer, { env });
    expect(await run.exit).toEqual({ exitCode: 1 });
    expect(run.lines.slice(-6)).toEqual([
      "Traceback (most recent call last):",
      '  File "/opt/conda/bin/seldon-core-microservice", line 8, in <module>',
      "    sys.exit(main())",
      '  File "/opt/conda/lib/python3.8/site-packages/seldon_core/microservice.py", line 619, in main',
      "    user_object = user_class(**parameters)",
      "TypeError: __init__() got an unexpected keyword argument 'model_file_name'",
    ]);
  });
});

test("a port that is taken is tried again, and then given up (F23)", async () => {
  const first = await serving(sklearnServer, { files: IRIS });
  const network = testNetwork();
  const one = runProgram(sklearnServer, { files: IRIS, network });
  await untilListening(one, network, 9000);
  const two = runProgram(sklearnServer, { files: IRIS, network });
  expect(await two.exit).toEqual({ exitCode: 1 });
  expect(two.lines.join("\n")).toContain("[ERROR] Connection in use: ('0.0.0.0', 9000)");
  one.stop();
  first.run.stop();
});

test("scenarios: a crash a while after the start, and a noisy log", async () => {
  const crashed = runProgram(sklearnServer, { files: IRIS, scenarios: ["crash-after-start"] });
  expect(await crashed.exit).toEqual({ exitCode: 1 });
  const noisy = runProgram(sklearnServer, { files: IRIS, scenarios: ["noisy-log=50"], stopAfter: 20 });
  await noisy.exit;
  expect(noisy.lines.filter(line => line.endsWith("handled")).length).toBeGreaterThan(500);
});
