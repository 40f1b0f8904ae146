// What files on the command line hold for each other, and that no value of a Secret is ever printed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Report } from "../../../schemas/src/index.ts";
import { buildCli, type CliProgram } from "../../support/cli-program.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";

let program: CliProgram;
beforeAll(async () => {
  program = await buildCli();
});
afterAll(() => program.dispose());

const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: minio}
stringData:
  AWS_ACCESS_KEY_ID: planted-key-id-7f3a
  AWS_SECRET_ACCESS_KEY: planted-secret-9c1d
`;
const DEPLOYMENT = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: churn, namespace: models}
spec:
  predictors:
    - name: main
      graph:
        name: churn
        implementation: MLFLOW_SERVER
        modelUri: s3://models/churn
        envSecretRefName: minio
      componentSpecs:
        - spec:
            containers:
              - name: churn
                startupProbe: {tcpSocket: {port: http}, periodSeconds: 10, failureThreshold: 120}
`;
const MODEL = {
  "train/churn/MLmodel": "flavors:\n  python_function: {env: {conda: conda.yaml}}\nmlflow_version: 2.17.2\n",
  "train/churn/conda.yaml": "dependencies:\n  - python=3.10\n  - pip:\n      - mlflow==2.17.2\n",
};

function findings(stdout: string): [file: string, rule: string, severity: string][] {
  return Report.parse(JSON.parse(stdout)).files.flatMap(({ path, findings: found }) =>
    found.map(({ rule, severity }): [string, string, string] => [path, rule, severity]),
  );
}

const FORMATS = ["text", "json", "sarif", "github", "junit", "codequality"];

test("a Secret and a model in other files are held against the manifest", () => {
  const { path: cwd } = scratchFolder({ "secrets/minio.yaml": SECRET, "churn.yaml": DEPLOYMENT, ...MODEL });
  const { code, stdout, stderr } = program.run([".", "--format", "json"], { cwd });
  expect(stderr).toBe("");
  expect(findings(stdout).filter(([file]) => file === "churn.yaml")).toEqual([
    ["churn.yaml", "mlflow-pins", "information"],
    ["churn.yaml", "rclone-remote", "warning"],
  ]);
  expect(code).toBe(0);
  const alone = program.run(["churn.yaml", "--format", "json"], { cwd });
  expect(findings(alone.stdout)).toEqual([]);
});

test("`--facts` with a workspace goes before the files", () => {
  const facts = JSON.stringify({ workspace: [{ kind: "Secret", name: "minoi", file: "cluster", line: 0 }] });
  const { path: cwd } = scratchFolder({ "minio.yaml": SECRET, "churn.yaml": DEPLOYMENT, "facts.json": facts });
  const { stdout } = program.run(["churn.yaml", "minio.yaml", "--facts", "facts.json", "--format", "json"], { cwd });
  expect(findings(stdout)).toEqual([["churn.yaml", "object-not-found", "warning"]]);
});

test("no report has a value of a Secret in it", () => {
  const { path: cwd } = scratchFolder({ "minio.yaml": SECRET, "churn.yaml": DEPLOYMENT });
  for (const format of FORMATS) {
    const { stdout, stderr } = program.run([".", "--format", format], { cwd });
    expect(stdout).toContain("rclone-remote");
    expect(stdout + stderr).not.toContain("planted");
  }
});
