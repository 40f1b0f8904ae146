import { describe, expect, test } from "vitest";
import { Facts } from "../../../../schemas/src/index.ts";
import { readFacts } from "./read-facts.ts";

const FAILURE = {
  kind: "SeldonDeployment",
  name: "iris",
  namespace: "models",
  cluster: "staging",
  predictor: "main",
  unit: "classifier",
  container: "classifier",
  isExplainer: false,
  failureModes: ["S12"],
  signature: "model-file-missing",
  title: "model file not in /mnt/models",
  meaning: "Meaning.",
  remedy: "Remedy.",
  evidence: { object: "Pod iris-main-0", time: "2026-11-21T09:04:12Z", line: "FileNotFoundError" },
};

const RESOURCE = {
  kind: "Secret",
  name: "minio",
  namespace: "models",
  file: "secrets/minio.yaml",
  line: 3,
  keys: ["RCLONE_CONFIG_S3_TYPE"],
  isGenerated: true,
  remotes: [{ name: "s3", hasType: true, hasKeyId: true, hasSecretKey: true, usesEnvironment: false }],
  secrets: ["minio"],
  matchLabels: { app: "training" },
  model: {
    flavors: ["python_function"],
    mlflowVersion: "2.5.0",
    pythonVersion: "3.8.10",
    hasEnvironmentMap: true,
    signature: { inputs: [{ name: "alcohol", type: "double", shape: [-1, 11], isRequired: true }], outputs: [] },
  },
  packages: [{ name: "numpy", specifier: "==1.26.4", installer: "pip" }],
  pythonVersion: "3.8.10",
  values: { "istio.enabled": true, replicas: 2, image: "seldonio/seldon-core-operator" },
};

const ARTIFACT = {
  uri: "s3://models/churn",
  secret: "minio",
  namespace: "scoring",
  seen: "folder",
  files: [{ path: "MLmodel", size: 7 }],
  isPartial: true,
  around: { uri: "s3://models", files: [{ path: "churn/MLmodel", size: 7 }] },
  holds: [RESOURCE],
};

test("takes what a store holds as the contract has it", () => {
  expect(readFacts({ artifact: [ARTIFACT] })).toEqual({ facts: { artifact: [ARTIFACT] }, problems: [] });
});

const ADDRESS = {
  uri: "models:/churn@champion",
  version: "3",
  artifactUri: "s3://mlflow/1/3f2a9c0d/artifacts/model",
  isMissing: true,
};

test("takes what a model registry says as the contract has it", () => {
  expect(readFacts({ registry: [ADDRESS] })).toEqual({ facts: { registry: [ADDRESS] }, problems: [] });
});

test("takes a workspace as the contract has it", () => {
  expect(readFacts({ workspace: [RESOURCE] })).toEqual({ facts: { workspace: [RESOURCE] }, problems: [] });
});

test("takes what the contract takes", () => {
  expect(readFacts({ observed: [FAILURE] })).toEqual({ facts: { observed: [FAILURE] }, problems: [] });
});

test.each([
  [[], ['facts are an object, such as { "observed": [] }']],
  ["observed", ['facts are an object, such as { "observed": [] }']],
  [{ observed: {} }, ["observed: a list is needed"]],
  [{ observed: [], seen: [] }, ["seen: there is no such field"]],
  [{ observed: [1] }, ["observed[0]: an object is needed"]],
  [{ observed: [FAILURE, { ...FAILURE, name: undefined }] }, ["observed[1].name: text is missing"]],
  [{ observed: [{ ...FAILURE, failureModes: "S12" }] }, ["observed[0].failureModes: a list of texts is needed"]],
  [{ observed: [{ ...FAILURE, kind: "Deployment" }] }, ["observed[0].kind: only SeldonDeployment is known"]],
  [{ observed: [{ ...FAILURE, evidence: { object: 1 } }] }, ["observed[0].evidence.object: text is needed"]],
])("%j: says what is wrong with it", (input, problems) => {
  expect(readFacts(input).problems).toEqual(problems);
});

test("leaves out only what it does not understand", () => {
  expect(readFacts({ observed: [{}, FAILURE] }).facts).toEqual({ observed: [FAILURE] });
});

describe("agrees with the contract where", () => {
  const wrong = [undefined, null, 1, true, "text", [], ["S12"], [1], {}];
  const inFailure = Object.keys(FAILURE).flatMap(field =>
    wrong.map(value => [`${field} is ${JSON.stringify(value)}`, { ...FAILURE, [field]: value }] as const),
  );
  const inEvidence = [...Object.keys(FAILURE.evidence), "other"].flatMap(field =>
    wrong.map(
      value =>
        [
          `evidence.${field} is ${JSON.stringify(value)}`,
          { ...FAILURE, evidence: { ...FAILURE.evidence, [field]: value } },
        ] as const,
    ),
  );
  const inResource = [...Object.keys(RESOURCE), "other"].flatMap(field =>
    [...wrong, -1, 0.5, [{}], [{ name: "s3" }], { app: 1 }, { flavors: [] }].map(
      value => [`workspace.${field} is ${JSON.stringify(value)}`, { ...RESOURCE, [field]: value }] as const,
    ),
  );
  const inArtifact = [...Object.keys(ARTIFACT), "other"].flatMap(field =>
    [...wrong, "folder", "file", "nothing", "no-bucket", [{}], [{ path: "a", size: -1 }], { uri: "a" }].map(
      value => [`artifact.${field} is ${JSON.stringify(value)}`, { ...ARTIFACT, [field]: value }] as const,
    ),
  );
  const inAddress = [...Object.keys(ADDRESS), "other"].flatMap(field =>
    wrong.map(value => [`registry.${field} is ${JSON.stringify(value)}`, { ...ADDRESS, [field]: value }] as const),
  );
  test.each(inAddress)("%s", (_title, address) => {
    const facts: unknown = JSON.parse(JSON.stringify({ registry: [address] }));
    expect(readFacts(facts).problems.length === 0).toBe(Facts.safeParse(facts).success);
  });
  test.each(inArtifact)("%s", (_title, artifact) => {
    const facts: unknown = JSON.parse(JSON.stringify({ artifact: [artifact] }));
    expect(readFacts(facts).problems.length === 0).toBe(Facts.safeParse(facts).success);
  });
  test.each(inResource)("%s", (_title, resource) => {
    const facts: unknown = JSON.parse(JSON.stringify({ workspace: [resource] }));
    expect(readFacts(facts).problems.length === 0).toBe(Facts.safeParse(facts).success);
  });
  test.each([...inFailure, ...inEvidence])("%s", (_title, failure) => {
    // A field without a value does not outlive JSON.
    const facts: unknown = JSON.parse(JSON.stringify({ observed: [failure] }));
    const isTaken = readFacts(facts).problems.length === 0;
    expect(isTaken).toBe(Facts.safeParse(facts).success);
  });
});
