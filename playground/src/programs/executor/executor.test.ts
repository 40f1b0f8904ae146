// The executor itself: routes, readiness, errors, metrics, log and ends (seldon-facts §7.1, §7.5, §8, §10.2; failure-modes S39, F55).
import { describe, expect, test } from "vitest";
import { httpService, json } from "../../support/http.ts";
import { parseJson } from "../../support/json.ts";
import { executor, firstAnswer, named, PREDICTIONS, REQUEST, unit, type Node } from "../testing/run-executor.ts";
import { runProgram, testNetwork } from "../testing/run-program.ts";
import { createExecutor } from "./executor.ts";

test("a model's answer comes back with a puid, and is counted under the real names", async () => {
  const running = await executor(unit("classifier", "MODEL", 9000), { 9000: named("<setosa>") });
  const answer = await running.send("POST", PREDICTIONS, REQUEST);
  expect(answer.status).toBe(200);
  expect(answer.headers["seldon-puid"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers["access-control-allow-origin"]).toBe("*");
  expect(answer.body).toContain("\\u003csetosa\\u003e");
  expect(running.calls).toEqual(["9000/predict"]);
  const metrics = (await running.send("GET", "/prometheus")).body;
  expect(metrics).toContain(
    'seldon_api_executor_server_requests_seconds_count{code="200",deployment_name="iris",method="post",predictor_name="main",predictor_version="",service="predictions"} 1',
  );
  expect(metrics).toContain(
    'seldon_api_executor_client_requests_seconds_count{code="200",deployment_name="iris",method="post",model_image="seldonio/sklearnserver",model_name="classifier",model_version="1.17.1",predictor_name="main",predictor_version="",service="/predict"} 1',
  );
  running.run.stop();
  expect(await running.run.exit).toEqual({ exitCode: 0 });
});

describe("readiness", () => {
  test("follows the unit's port, and the log says why not", async () => {
    const network = testNetwork();
    const running = await executor(unit("classifier", "MODEL", 9000), {}, { network });
    expect((await running.send("GET", "/ready")).status).toBe(503);
    expect((await running.send("GET", "/live")).status).toBe(200);
    const line = parseJson(running.run.lines.at(-1) ?? "");
    expect(line).toMatchObject({
      level: "error",
      logger: "SeldonRestApi",
      msg: "Ready check failed",
      error: "dial tcp 127.0.0.1:9000: connect: connection refused",
    });
    network.ports.set(
      9000,
      httpService(() => json(500, {})),
    );
    expect((await running.send("GET", "/ready")).status).toBe(200);
    running.run.stop();
  });

  test("with full health checks the unit itself is asked", async () => {
    const running = await executor(
      unit("m", "MODEL", 9000),
      { 9000: () => json(500, {}) },
      { more: ["--full_health_checks"] },
    );
    expect((await running.send("GET", "/ready")).status).toBe(503);
    expect(running.run.lines.at(-1)).toContain("Bad status from localhost:9000");
    running.run.stop();
  });
});

test("a unit without a container counts as ready, and readiness asks the port of the transport", async () => {
  const grpc = { service_host: "localhost", service_port: 9500, httpPort: 9000 };
  const children = [{ name: "a", type: "MODEL", endpoint: grpc }];
  const graph: Node = { name: "ab", implementation: "RANDOM_ABTEST", children, endpoint: {} };
  const running = await executor(graph, { 9500: () => json(200, {}) });
  expect((await running.send("GET", "/ready")).status).toBe(200);
  running.run.stop();
});

test("a payload logger without a sink leaves a line in the log and the answer as it is (F55)", async () => {
  const graph: Node = { ...unit("m", "MODEL", 9000), logger: { mode: "all" } };
  const running = await executor(graph, { 9000: named("a") });
  expect(await firstAnswer(running)).toEqual(["a"]);
  expect(running.run.lines.join("\n")).toContain("lookup default-broker on 10.96.0.10:53: no such host");
  running.run.stop();
});

test("an annotation with an equals sign makes it drop all (seldon-facts §6)", async () => {
  const run = runProgram(createExecutor(), {
    annotations: { "example.com/note": "a=b" },
    env: { ENGINE_PREDICTOR: Buffer.from('{"graph":{"name":"m"}}').toString("base64") },
    stopAfter: 1,
  });
  await run.exit.catch(() => {});
  expect(run.lines.join("\n")).toContain(
    '"msg":"Failed to load annotations","error":"Invalid annotation example.com/note=',
  );
});

describe("errors", () => {
  test("a unit that does not listen", async () => {
    const running = await executor(unit("m", "MODEL", 9000));
    const answer = await running.send("POST", PREDICTIONS, REQUEST);
    expect({ status: answer.status, type: answer.headers["content-type"], body: parseJson(answer.body) }).toEqual({
      status: 500,
      type: "text/plain; charset=utf-8",
      body: {
        status: {
          code: 500,
          info: 'Post "http://localhost:9000/predict": dial tcp 127.0.0.1:9000: connect: connection refused',
          status: "FAILURE",
        },
      },
    });
    running.run.stop();
  });

  test("a unit's refusal is passed through", async () => {
    const running = await executor(unit("m", "MODEL", 9000), { 9000: () => json(400, { status: { code: -1 } }) });
    expect(await running.send("POST", PREDICTIONS, REQUEST)).toMatchObject({
      status: 400,
      body: '{"status":{"code":-1}}',
    });
    running.run.stop();
  });

  test("unknown paths, wrong methods and unknown units", async () => {
    const running = await executor(unit("m", "MODEL", 9000));
    expect(await running.send("GET", "/nothing")).toMatchObject({ status: 404, body: "404 page not found\n" });
    expect((await running.send("GET", PREDICTIONS)).status).toBe(405);
    const unknown = await running.send("GET", "/api/v1.0/metadata/other");
    expect(parseJson(unknown.body)).toMatchObject({ status: { info: "Failed to find model other" } });
    running.run.stop();
  });
});

test("metadata of the graph is gathered from its units", async () => {
  const running = await executor(unit("m", "MODEL", 9000), { 9000: () => json(200, { name: "iris" }) });
  const answer = await running.send("GET", "/api/v1.0/metadata");
  expect(parseJson(answer.body)).toMatchObject({ name: "main", models: { m: { name: "iris" } } });
  running.run.stop();
});

test.each([
  [["--server_type", "kafka"], "Required argument kafka_broker missing"],
  [["--protocol", "grpc"], "Protocol must be seldon, tensorflow or v2"],
  [["--transport=carrier-pigeon"], "Only rest and grpc supported"],
])("%j ends it", async (command, message) => {
  const run = runProgram(createExecutor(), { command });
  expect(await run.exit).toEqual({ exitCode: 1 });
  expect(run.lines.at(-1)).toContain(message);
});

test("a port that is taken ends it (S39)", async () => {
  const network = testNetwork();
  network.ports.set(
    8000,
    httpService(() => json(200, {})),
  );
  const run = runProgram(createExecutor(), {
    network,
    env: { ENGINE_PREDICTOR: Buffer.from('{"graph":{"name":"m"}}').toString("base64") },
  });
  expect(await run.exit).toEqual({ exitCode: 1 });
  expect(run.lines.at(-1)).toMatch(/failed to create listener: listen tcp :8000: bind: address already in use$/);
});
