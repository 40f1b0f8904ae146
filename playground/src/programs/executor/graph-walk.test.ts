// How requests go through graphs, and where the executor panics (seldon-facts §7.1, §7.6; failure-modes S30, F19, F59, F60, F74).
import { describe, expect, test } from "vitest";
import { json, type HttpAnswer } from "../../support/http.ts";
import { parseJson, valueAt } from "../../support/json.ts";
import { echo, executor, firstAnswer, named, PREDICTIONS, REQUEST, unit, type Node } from "../testing/run-executor.ts";

describe("graphs", () => {
  test("transformers stand around a model, and a model is called before its children", async () => {
    const model = unit("m", "MODEL", 9002);
    const output = unit("out", "OUTPUT_TRANSFORMER", 9001, [model]);
    const running = await executor(unit("in", "TRANSFORMER", 9000, [output]), { 9000: echo, 9001: echo, 9002: echo });
    await running.send("POST", PREDICTIONS, REQUEST);
    expect(running.calls).toEqual(["9000/transform-input", "9002/predict", "9001/transform-output"]);
    running.run.stop();
  });

  test("a combiner gets all answers; without one the first child's is returned", async () => {
    const children = [unit("a", "MODEL", 9001), unit("b", "MODEL", 9002)];
    const ports = { 9000: (_: string, body: string) => json(200, parseJson(body)), 9001: named("a"), 9002: named("b") };
    const combined = await executor(unit("c", "COMBINER", 9000, children), ports);
    const answer = await combined.send("POST", PREDICTIONS, REQUEST);
    expect(valueAt(parseJson(answer.body), "seldonMessages")).toHaveLength(2);
    combined.run.stop();
    const dead = await executor(
      { name: "c", implementation: "AVERAGE_COMBINER", children },
      { 9001: named("a"), 9002: named("b") },
    );
    expect(await firstAnswer(dead)).toEqual(["a"]);
    dead.run.stop();
  });

  test("a router chooses a child, and gets the feedback", async () => {
    const router = unit("r", "ROUTER", 9000, [unit("a", "MODEL", 9001), unit("b", "MODEL", 9002)]);
    const running = await executor(router, {
      9000: () => json(200, { data: { ndarray: [1] } }),
      9001: named("a"),
      9002: named("b"),
    });
    expect(await firstAnswer(running)).toEqual(["b"]);
    running.calls.length = 0;
    await running.send("POST", "/api/v1.0/feedback", { response: { meta: { routing: { r: 1 } } }, reward: 1 });
    expect(running.calls).toEqual(["9002/send-feedback", "9000/send-feedback"]);
    running.run.stop();
  });

  test.each([
    [[{ name: "ratioA", value: "0.9", type: "FLOAT" }], 0.8, ["a"]],
    [[{ name: "ratioA", value: "0.9", type: "FLOAT" }], 0.95, ["b"]],
    [[], 0.6, ["b"]],
    [
      [
        { name: "ratioA", value: "0.9", type: "FLOAT" },
        { name: "ratioB", value: "0.1", type: "FLOAT" },
      ],
      0.8,
      ["b"],
    ],
  ])("RANDOM_ABTEST with %j draws %f", async (parameters, drawn, expected) => {
    const children = [unit("a", "MODEL", 9001), unit("b", "MODEL", 9002)];
    const graph: Node = { name: "ab", implementation: "RANDOM_ABTEST", parameters, children };
    const running = await executor(graph, { 9001: named("a"), 9002: named("b") }, { random: () => drawn });
    expect(await firstAnswer(running)).toEqual(expected);
    running.run.stop();
  });

  test("an unknown type is passed by: the request comes back (F74)", async () => {
    const running = await executor(unit("m", "Model", 9000), { 9000: named("never") });
    expect(await firstAnswer(running)).toEqual([[1, 2]]);
    expect(running.calls).toEqual([]);
    running.run.stop();
  });
});

describe("panics", () => {
  test("at the root the connection is cut", async () => {
    const running = await executor(
      { name: "c", type: "COMBINER", children: [unit("a", "MODEL", 9001)] },
      { 9001: named("a") },
    );
    await expect(running.send("POST", PREDICTIONS, REQUEST)).rejects.toThrow();
    expect((await running.send("GET", "/live")).status).toBe(200);
    running.run.stop();
  });

  test("below a parent that calls all its children the process ends with 2 (F19)", async () => {
    const children = [unit("a", "MODEL", 9001), { name: "a", type: "MODEL" }];
    const running = await executor({ name: "all", children }, { 9001: named("a") });
    await expect(running.send("POST", PREDICTIONS, REQUEST)).rejects.toThrow();
    expect(await running.run.exit).toEqual({ exitCode: 2 });
    expect(running.run.lines.join("\n")).toContain(
      "panic: runtime error: invalid memory address or nil pointer dereference",
    );
  });

  test("a branch that is not there", async () => {
    const graph: Node = { name: "ab", implementation: "RANDOM_ABTEST", children: [unit("a", "MODEL", 9001)] };
    const running = await executor(graph, { 9001: named("a") }, { random: () => 0.9 });
    await expect(running.send("POST", PREDICTIONS, REQUEST)).rejects.toThrow();
    expect(running.run.lines.join("\n")).toContain("index out of range [1] with length 1");
    running.run.stop();
  });
});

describe("other protocols", () => {
  test("v2: the model's name in the path goes to every unit, without it each has its own", async () => {
    const answer = (): HttpAnswer => json(200, { outputs: [{ name: "x", shape: [1], datatype: "INT64", data: [1] }] });
    const graph = unit("a", "MODEL", 9001, [unit("b", "MODEL", 9002)]);
    const running = await executor(graph, { 9001: answer, 9002: answer }, { protocol: "v2" });
    await running.send("POST", "/v2/models/a/infer", { inputs: [] });
    await running.send("POST", "/v2/models/infer", { inputs: [] });
    expect(running.calls).toEqual([
      "9001/v2/models/a/infer",
      "9002/v2/models/a/infer",
      "9001/v2/models/a/infer",
      "9002/v2/models/b/infer",
    ]);
    expect((await running.send("GET", "/v2/health/live")).status).toBe(404);
    expect((await running.send("GET", "/v2/health/ready")).status).toBe(200);
    running.run.stop();
  });

  test("tensorflow", async () => {
    const running = await executor(unit("half", "MODEL", 9000), { 9000: echo }, { protocol: "tensorflow" });
    await running.send("POST", "/v1/models/half:predict", { instances: [1] });
    await running.send("POST", "/v1/models/:predict", { instances: [1] });
    await running.send("GET", "/v1/models/half");
    expect(running.calls).toEqual([
      "9000/v1/models/half:predict",
      "9000/v1/models/half:predict",
      "9000/v1/models/half",
    ]);
    running.run.stop();
  });
});
