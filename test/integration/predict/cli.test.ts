// seldon-predict as a pipeline runs it: passes, fails with a difference to read, is late, cannot run; against addresses and a playground.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { startPlayground, type Playground } from "../../../playground/src/playground.ts";
import { accessCluster } from "../../support/cluster-access.ts";
import { buildPredict, type PredictProgram } from "../../support/predict-program.ts";
import { readXml } from "../../support/xml-tree.ts";

const SECRET = "s3cr3t-t0ken-value";

let program: PredictProgram;
beforeAll(async () => {
  program = await buildPredict();
});
afterAll(() => program.dispose());

/** Vitest's own has no type. */
function containing(text: string): unknown {
  return expect.stringContaining(text);
}

const Report = z.object({
  tests: z.array(z.object({ file: z.string(), case: z.string(), predictor: z.string().optional(), pod: z.string() })),
});

function testsIn(report: string): z.infer<typeof Report>["tests"] {
  return Report.parse(JSON.parse(report)).tests;
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-predict-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Answers `setosa`; on `/slow` never, on `/echo` what the header Authorization says. */
async function model(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      if (request.url?.startsWith("/slow") === true) return;
      const echoed = request.url?.startsWith("/echo") === true ? (request.headers.authorization ?? "") : "setosa";
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data: { names: ["prediction"], ndarray: [echoed] } }));
    });
  });
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

function requestFile(url: string, more = ""): string {
  return `apiVersion: seldon-deployments/v1
kind: PredictionTest
metadata:
  name: iris
  labels: { suite: smoke }
spec:
  target:
    url: ${url}
  protocol: seldon
  request:
    ndarray: [[5.1, 3.5, 1.4, 0.2]]
${more}`;
}

describe("against an address", () => {
  test("passes", async () => {
    const url = await model();
    const cwd = folderWith({ "tests/iris.predict.yaml": requestFile(url, '  expect: { prediction: ["setosa"] }\n') });
    const { code, stdout, stderr } = await program.run([], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^✓ iris \(\d+ ms\)\n1 request: 1 passed\n$/);
  });

  test("fails, with what was expected, what came, and where it says so", async () => {
    const url = await model();
    const cases = `  cases:
    - name: right
      expect: { prediction: ["setosa"] }
    - name: wrong
      expect: { prediction: ["virginica"] }
`;
    const cwd = folderWith({ "iris.predict.yaml": requestFile(url, cases) });
    const { code, stdout } = await program.run(["iris.predict.yaml"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("✓ iris › right");
    expect(stdout).toMatch(/✗ iris › wrong .*\n {2}iris\.predict\.yaml:16:\d+\n/);
    expect(stdout).toMatch(/expected {2}.*virginica/);
    expect(stdout).toMatch(/actual {4}.*setosa/);
    expect(stdout).toContain("2 requests: 1 passed, 1 failed");
    const one = await program.run(["--filter", "RIGHT", "--label", "suite=smoke"], { cwd });
    expect(one).toMatchObject({ code: 0, stdout: containing("1 request: 1 passed") });
    expect(await program.run(["--label", "suite=other"], { cwd })).toMatchObject({
      code: 2,
      stderr: containing("No test has the name and the labels"),
    });
  });

  test("is late, and says so in time", async () => {
    const url = `${await model()}/slow`;
    const cwd = folderWith({ "iris.predict.yaml": requestFile(url) });
    const { code, stdout } = await program.run(["--timeout", "0.2", "--retries", "1"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("✗ iris (2 attempts)");
    expect(stdout).toContain("200 ms");
  });

  test("reports for programs", async () => {
    const url = await model();
    const cwd = folderWith({ "iris.predict.yaml": requestFile(url, '  expect: { prediction: ["<other>"] }\n') });
    const json = await program.run(["--format", "json"], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ tool: "seldon-predict", version: 1, summary: { total: 1, passed: 0, failed: 1, errors: 0 } },
      tests: [{ file: "iris.predict.yaml", test: "iris", verdict: "failed", status: 200, problems: [{ line: 12 }] }],
    });
    const junit = await program.run(["--format", "junit", "--output", "report.xml"], { cwd });
    expect(junit).toMatchObject({ code: 1, stdout: "", stderr: "1 request: 0 passed, 1 failed\n" });
    const [suites] = [readXml(readFileSync(path.join(cwd, "report.xml"), "utf8"))];
    expect(JSON.stringify(suites)).toContain("<other>");
  });

  test("secrets come from named variables only, and are in no report", async () => {
    const url = `${await model()}/echo`;
    const headers =
      "  headers:\n    Authorization: { secret: MODEL_TOKEN, prefix: 'Bearer ' }\n  expect: { prediction: [x] }\n";
    const cwd = folderWith({ "iris.predict.yaml": requestFile(url, headers) });
    const env = { MODEL_TOKEN: SECRET };
    const denied = await program.run([], { cwd, env });
    expect(denied.code).toBe(2);
    expect(denied.stdout).toContain("needs the secret MODEL_TOKEN, which has no value");
    for (const format of ["text", "json", "junit"]) {
      const { code, stdout, stderr } = await program.run(["--secret-env", "MODEL_TOKEN", "--format", format], {
        cwd,
        env,
      });
      expect(code).toBe(1);
      expect(stdout).toContain("Bearer");
      expect(stdout + stderr).not.toContain(SECRET);
    }
  });

  test("cannot run: no files, a file with errors, nothing listens, wrong usage", async () => {
    const empty = folderWith({ "a.yaml": "a: 1\n" });
    expect(await program.run([], { cwd: empty })).toMatchObject({
      code: 2,
      stderr: "seldon-predict: There is no *.predict.yaml file here.\n",
    });
    expect(await program.run(["none"], { cwd: empty })).toMatchObject({ code: 2 });
    const broken = folderWith({ "b.predict.yaml": "kind: PredictionTest\nspec: [\n" });
    const syntax = await program.run([], { cwd: broken });
    expect(syntax).toMatchObject({ code: 2, stdout: containing("b.predict.yaml:") });
    const nobody = folderWith({ "c.predict.yaml": requestFile("http://127.0.0.1:1") });
    expect(await program.run([], { cwd: nobody })).toMatchObject({
      code: 2,
      stdout: containing("Nothing listens at this address (ECONNREFUSED)."),
    });
    expect(await program.run(["--retries", "many"], { cwd: empty })).toMatchObject({
      code: 2,
      stderr: containing('--retries takes a number between 0 and 20, and not "many"'),
    });
  });
});

describe("against a playground", () => {
  let folder: string;
  let playground: Playground;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "seldon-predict-playground-"));
    playground = await startPlayground({ folder, speed: 60, ingress: "istio", port: 0 });
    const cluster = await accessCluster(playground.kubeconfig);
    await cluster.apply(
      `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: species }
spec:
  predictors:
    - name: main
      traffic: 80
      graph: { name: model, type: MODEL }
      componentSpecs: [{ spec: { containers: [{ name: model, image: "acme/r-iris:1" }] } }]
    - name: canary
      traffic: 20
      graph: { name: model, type: MODEL }
      componentSpecs: [{ spec: { containers: [{ name: model, image: "acme/r-iris:2" }] } }]
`,
      { namespace: "botany" },
    );
    await cluster.close();
  });
  afterAll(async () => {
    await playground.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const fileFor = (target: string, transport = "rest"): string => `apiVersion: seldon-deployments/v1
kind: PredictionTest
metadata: { name: species }
spec:
  target: { deployment: species, ${target} }
  transport: ${transport}
  request: { ndarray: [["{{a}}", "{{b}}", "{{c}}", "{{d}}"]] }
  expect: { prediction: ["{{species}}"], names: [prediction] }
  casesFrom: { csv: irises.csv, name: id }
`;
  const IRISES = "id,a,b,c,d,species\none,5.1,3.5,1.4,0.2,setosa\ntwo,6.7,3.0,5.2,2.3,virginica\n";

  test("waits for the deployment, and asks every predictor, over REST and gRPC, by the kubeconfig", async () => {
    const cwd = folderWith({
      "rest.predict.yaml": fileFor('namespace: botany, predictor: "*"'),
      "grpc.predict.yaml": fileFor("predictor: canary", "grpc"),
      "irises.csv": IRISES,
    });
    const flags = ["--kubeconfig", playground.kubeconfig, "--namespace", "botany", "--wait", "60"];
    const { code, stdout, stderr } = await program.run([...flags, "--format", "json"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const tests = testsIn(stdout);
    expect(tests.map(one => `${one.file} ${one.case} ${one.predictor}`).toSorted()).toEqual([
      "grpc.predict.yaml one canary",
      "grpc.predict.yaml two canary",
      "rest.predict.yaml one canary",
      "rest.predict.yaml one main",
      "rest.predict.yaml two canary",
      "rest.predict.yaml two main",
    ]);
    expect(tests.every(({ pod, predictor }) => pod.startsWith(`species-${predictor}-`))).toBe(true);
  });

  test("takes the way of clients, over REST and gRPC", async () => {
    const cwd = folderWith({
      "rest.predict.yaml": fileFor("through: ingress"),
      "grpc.predict.yaml": fileFor("through: ingress", "grpc"),
      "irises.csv": IRISES,
    });
    const flags = ["--kubeconfig", playground.kubeconfig, "--namespace", "botany", "--wait", "60", "--retries", "10"];
    const byAddress = await program.run([...flags, "--ingress", playground.gateway ?? ""], { cwd });
    expect(byAddress).toMatchObject({ code: 0, stdout: containing("4 requests: 4 passed") });
    // Without an address the gateway's Service is found, and forwarded to.
    const found = await program.run([...flags, "--format", "json"], { cwd });
    expect(found.code).toBe(0);
    const tests = testsIn(found.stdout);
    expect(tests.map(({ pod }) => pod)).toEqual(Array.from({ length: 4 }, () => "istio-ingressgateway"));
  });

  test("says what is not there", async () => {
    const cwd = folderWith({ "a.predict.yaml": fileFor("namespace: elsewhere"), "irises.csv": IRISES });
    const missing = await program.run(["--kubeconfig", playground.kubeconfig], { cwd });
    expect(missing).toMatchObject({
      code: 2,
      stdout: containing("There is no SeldonDeployment species in namespace elsewhere"),
    });
    const late = await program.run(["--kubeconfig", playground.kubeconfig, "--wait", "1"], { cwd });
    expect(late.stdout).toContain("species in namespace elsewhere is not available after 1 s: it is not there.");
    const context = await program.run(["--kubeconfig", playground.kubeconfig, "--context", "none"], { cwd });
    expect(context.stdout).toContain('There is no context "none"');
  });
});
