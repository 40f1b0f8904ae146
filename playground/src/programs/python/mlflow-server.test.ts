// MLFLOW_SERVER under the seldon protocol: conda's time and memory, and what is wrong with MLmodel files (seldon-facts §9.2, §9.3; seed 000 §7-10).
import { describe, expect, test } from "vitest";
import { mlflowXgboostFolder } from "../store/artifacts.ts";
import { parseJson } from "../../support/json.ts";
import { runProgram } from "../testing/run-program.ts";
import { mounted, parameters, serving } from "../testing/run-server.ts";
import { mlflowServer } from "./mlflow-server.ts";

const GIBIBYTE = 1024 ** 3;

describe("mlflowserver", () => {
  const churn = (): Map<string, string> => mounted(mlflowXgboostFolder("churn"));

  test("4Gi are not enough for the diary's environment, and that shows within the default liveness budget", async () => {
    const run = runProgram(mlflowServer, { files: churn(), memoryLimit: 4 * GIBIBYTE });
    expect(await run.exit).toEqual({ exitCode: 137, reason: "OOMKilled" });
    expect(run.lines.at(-1)).toBe("Collecting package metadata (repodata.json): ...working...");
    expect(run.elapsed()).toBeLessThan(75);
  });

  test.each([75, 210])("a liveness budget of %i s ends it while conda still collects", async seconds => {
    const run = runProgram(mlflowServer, { files: churn(), memoryLimit: 8 * GIBIBYTE, stopAfter: seconds });
    await expect(run.exit).rejects.toThrow();
    expect(run.lines.slice(-2)).toEqual([
      "INFO:root:Creating Conda environment 'mlflow' from conda.yaml",
      "Collecting package metadata (repodata.json): ...working...",
    ]);
  });

  test("with 600 s and 8Gi it serves, and warns of what it downgraded", async () => {
    const { run, post } = await serving(mlflowServer, { files: churn(), memoryLimit: 8 * GIBIBYTE, stopAfter: 600 });
    expect(run.elapsed()).toBeLessThan(600);
    const log = run.lines.join("\n");
    expect(log).toContain(
      "Detected one or more mismatches between the model's dependencies and the current Python environment:",
    );
    expect(log).toContain(" - mlflow (current: 2.5.0, required: mlflow==2.17.2)");
    expect(log).toContain(" - pandas (current: 2.0.0, required: pandas==2.0.3)");
    const answer = await post("/predict", { data: { ndarray: [[1, 2, 3, 4, 5, 6, 7, 8]] } });
    expect(parseJson(answer.body)).toMatchObject({ data: { names: [], ndarray: [expect.any(Number)] } });
    run.stop();
  });

  test("the scenario slow-conda outlasts 600 s", async () => {
    const run = runProgram(mlflowServer, { files: churn(), scenarios: ["slow-conda"], stopAfter: 600 });
    await expect(run.exit).rejects.toThrow();
  });

  test("a column signature needs names and xtype", async () => {
    const files = mounted(mlflowXgboostFolder("churn", true));
    const request = { data: { ndarray: [[1, 2, 3, 4, 5, 6, 7, 8]] } };
    const plain = await serving(mlflowServer, { files });
    const refused = await plain.post("/predict", request);
    expect(refused.status).toBe(500);
    expect(refused.body).toContain("Model is missing inputs ['tenure', 'monthly'");
    plain.run.stop();
    const framed = await serving(mlflowServer, { files, env: parameters(["xtype", "DataFrame", "STRING"]) });
    const names = ["tenure", "monthly", "total", "contract", "support", "calls", "paperless", "age"];
    expect((await framed.post("/predict", { data: { ...request.data, names } })).status).toBe(200);
    framed.run.stop();
  });

  test.each([
    [
      "no MLmodel",
      "1.17.1",
      undefined,
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/MLmodel'",
    ],
    [
      "dedented flavors",
      "1.17.1",
      "flavors:\npython_function:\n  env: conda.yaml\n",
      "TypeError: 'NoneType' object is not subscriptable",
    ],
    ["no pyfunc", "1.17.1", "flavors:\n  spark: {}\n", "KeyError: 'python_function'"],
    ["no env", "1.17.1", "flavors:\n  python_function: {data: m}\n", "KeyError: 'env'"],
    ["virtualenv only", "1.17.1", "flavors:\n  python_function:\n    env: {virtualenv: p.yaml}\n", "KeyError: 'conda'"],
    [
      "a mapping for an old image",
      "1.14.1",
      "flavors:\n  python_function:\n    env: {conda: conda.yaml}\n",
      "TypeError: join() argument must be str or bytes, not 'dict'",
    ],
    [
      "no conda.yaml",
      "1.17.1",
      "flavors:\n  python_function:\n    env: conda.yaml\n",
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/conda.yaml'",
    ],
  ])("%s", async (_name, tag, mlModel, lastLine) => {
    const files = new Map<string, string>();
    if (mlModel !== undefined) files.set("/mnt/models/MLmodel", mlModel);
    const run = runProgram(mlflowServer, {
      files,
      container: { name: "scorer", image: `seldonio/mlflowserver:${tag}` },
    });
    expect(await run.exit).toEqual({ exitCode: 1 });
    expect(run.lines.at(-1)).toBe(lastLine);
  });
});
