// What files of a workspace hold: names and keys, and never a Secret's value.
import { describe, expect, test } from "vitest";
import { isIndexed, readWorkspaceFile } from "./read-file.ts";

const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: minio
  namespace: models
stringData:
  RCLONE_CONFIG_S3_TYPE: s3
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: planted-key-id
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: planted-secret
data:
  RCLONE_CONFIG_S3_ENV_AUTH: dHJ1ZQ==
`;

test("of a Secret it keeps the names of the keys and what they define, and no value", () => {
  const found = readWorkspaceFile(`# ours\n---\n${SECRET}`, "deploy/minio.yaml");
  expect(found).toMatchObject([
    {
      kind: "Secret",
      name: "minio",
      namespace: "models",
      file: "deploy/minio.yaml",
      line: 5,
      remotes: [{ name: "s3", hasType: true, hasKeyId: true, hasSecretKey: true, usesEnvironment: true }],
    },
  ]);
  expect(found[0]?.keys?.toSorted()).toEqual([
    "RCLONE_CONFIG_S3_ACCESS_KEY_ID",
    "RCLONE_CONFIG_S3_ENV_AUTH",
    "RCLONE_CONFIG_S3_SECRET_ACCESS_KEY",
    "RCLONE_CONFIG_S3_TYPE",
  ]);
  expect(JSON.stringify(found)).not.toMatch(/planted|dHJ1ZQ/);
});

test("a Secret whose values come later has no known keys", () => {
  const [found] = readWorkspaceFile(SECRET.replace(/stringData:[^]*/, ""), "minio.yaml");
  expect(found?.name).toBe("minio");
  expect(found?.keys).toBeUndefined();
});

test("what makes a Secret counts as one that will be there", () => {
  const sealed = `kind: SealedSecret
metadata: { name: minio, namespace: models }
spec: { encryptedData: { RCLONE_CONFIG_S3_TYPE: AgB }, template: { metadata: { name: minio } } }
`;
  const external = `kind: ExternalSecret
metadata: { name: store }
spec: { target: { name: minio }, data: [{ secretKey: RCLONE_CONFIG_S3_TYPE }] }
`;
  const expected = { kind: "Secret", name: "minio", isGenerated: true, keys: ["RCLONE_CONFIG_S3_TYPE"] };
  expect(readWorkspaceFile(sealed, "a.yaml")).toMatchObject([expected]);
  expect(readWorkspaceFile(external, "a.yaml")).toMatchObject([expected]);
});

test("a kustomization makes Secrets, with the keys that are written there", () => {
  const text = `namespace: models
secretGenerator:
  - name: minio
    literals: [RCLONE_CONFIG_S3_TYPE=s3]
    files: [key.pem, tls=certs/tls.crt]
  - name: other
    envs: [other.env]
`;
  expect(readWorkspaceFile(text, "kustomization.yaml")).toEqual([
    {
      kind: "Secret",
      name: "minio",
      namespace: "models",
      file: "kustomization.yaml",
      line: 2,
      isGenerated: true,
      keys: ["RCLONE_CONFIG_S3_TYPE", "key.pem", "tls"],
    },
    { kind: "Secret", name: "other", namespace: "models", file: "kustomization.yaml", line: 5, isGenerated: true },
  ]);
});

test("an MLmodel tells flavors, versions, environment and signature", () => {
  const text = `flavors:
  python_function:
    env: {conda: conda.yaml, virtualenv: python_env.yaml}
    loader_module: mlflow.sklearn
    python_version: 3.8.10
  sklearn: {sklearn_version: 1.2.2}
mlflow_version: 2.5.0
signature:
  inputs: '[{"name": "alcohol", "type": "double", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1]}}]'
`;
  expect(readWorkspaceFile(text, "models/wine/MLmodel")).toEqual([
    {
      kind: "MLmodel",
      name: "models/wine",
      file: "models/wine/MLmodel",
      line: 0,
      model: {
        flavors: ["python_function", "sklearn"],
        mlflowVersion: "2.5.0",
        pythonVersion: "3.8.10",
        hasEnvironmentMap: true,
        signature: {
          inputs: [{ name: "alcohol", type: "double", isRequired: true }],
          outputs: [{ type: "float64", shape: [-1] }],
        },
      },
    },
  ]);
});

describe("environments", () => {
  test("conda.yaml", () => {
    const text = `channels: [conda-forge]
dependencies:
  - python=3.8.10
  - conda-forge::scipy
  - pip<=23.0
  - pip:
      - mlflow==2.5.0
      - Scikit_Learn[extra] >= 1.0, < 2 ; python_version < "3.9"
      - git+https://example.org/x.git
      - --index-url https://example.org
`;
    expect(readWorkspaceFile(text, "wine/conda.yaml")).toEqual([
      {
        kind: "CondaEnvironment",
        name: "wine",
        file: "wine/conda.yaml",
        line: 0,
        pythonVersion: "3.8.10",
        packages: [
          { name: "python", specifier: "=3.8.10", installer: "conda" },
          { name: "scipy", specifier: "", installer: "conda" },
          { name: "pip", specifier: "<=23.0", installer: "conda" },
          { name: "mlflow", specifier: "==2.5.0", installer: "pip" },
          { name: "scikit-learn", specifier: ">= 1.0, < 2", installer: "pip" },
        ],
      },
    ]);
  });

  test("python_env.yaml and requirements.txt", () => {
    expect(readWorkspaceFile("python: 3.10.4\ndependencies: [numpy==1.26.4]\n", "python_env.yaml")).toMatchObject([
      { kind: "PythonEnvironment", name: ".", pythonVersion: "3.10.4", packages: [{ name: "numpy" }] },
    ]);
    expect(readWorkspaceFile("# pinned\npandas==2.0.0  # why\r\n-r other.txt\n\n", "a/requirements.txt")).toMatchObject(
      [{ kind: "Requirements", name: "a", packages: [{ name: "pandas", specifier: "==2.0.0", installer: "pip" }] }],
    );
  });
});

test("values of the operator's chart, also where another chart depends on it", () => {
  const values = { "istio.enabled": true, "istio.gateway": "istio-system/seldon-gateway" };
  const own = "istio:\n  enabled: true\n  gateway: istio-system/seldon-gateway\n";
  const nested = `seldon-core-operator:\n${own.replace(/^/gm, "  ")}`;
  expect(readWorkspaceFile(own, "values.yaml")).toMatchObject([{ kind: "HelmValues", values }]);
  expect(readWorkspaceFile(nested, "chart/values.yaml")).toMatchObject([{ kind: "HelmValues", name: "chart", values }]);
  expect(readWorkspaceFile("replicas: 2\nname: seldon\n", "values.yaml")).toEqual([]);
  const levels = Array.from({ length: 5 }, (_, at) => `l${at + 1}: &l${at + 1} {a: *l${at}, b: {<<: *l${at}}}\n`);
  const repeating = `${own}l0: &l0 {usageMetrics: 1}\n${levels.join("")}`;
  const expected = { ...values, "l0.usageMetrics": 1 };
  expect(readWorkspaceFile(repeating, "values.yaml")).toMatchObject([{ values: expected }]);
});

test("foreign and broken files hold nothing", () => {
  expect(readWorkspaceFile("kind: Secret\nmetadata: {name: [", "a.yaml")).toEqual([]);
  expect(readWorkspaceFile("kind: Deployment\nmetadata: {name: web}\n", "a.yaml")).toEqual([]);
  expect(readWorkspaceFile("[1, 2]", "MLmodel")).toEqual([]);
});

test("names that are worth reading", () => {
  const files = ["a/MLmodel", "b.yaml", "c.json", "requirements-dev.txt", "Kustomization", "notes.txt", "model.pkl"];
  expect(files.filter(isIndexed)).toEqual(["a/MLmodel", "b.yaml", "c.json", "requirements-dev.txt", "Kustomization"]);
});
