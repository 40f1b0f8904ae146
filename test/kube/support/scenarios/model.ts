// Deployments whose server has its model and does not serve it: failure-modes §1.2, §4.2 and diagnosis 3 and 9 of §3(b).
import { container, MLFLOW, played, scenario, toldAt, type Graph, type Scenario, type Shown } from "./scenario.ts";

const ROOM = container("resources: { limits: { memory: 8Gi } }");

/** The server ends by itself, again and again. */
function ends(code: number, ...logs: readonly string[]): Shown {
  return { state: "Creating", exit: ["scorer", code, "Error"], pod: ["CrashLoopBackOff"], logs };
}

/** Where the editor tells of an entry whose cause is outside of the manifest, if not at the unit's name. */
const PLACES: Readonly<Record<string, string>> = {
  F03: "implementation: SKLEARN_SERVER",
  F41: "modelUri: s3://models/sklearn/iris",
  F46: "implementation: SKLEARN_SERVER",
  F62: "implementation: SKLEARN_SERVER",
};

/** The server ends while a scenario asks for it: nothing in the manifest is to blame. */
function endsBy(name: string, mode: string, title: string, code: number, ...logs: readonly string[]): Scenario {
  const found = scenario(mode, title, { spec: played(name) }, ends(code, ...logs));
  return toldAt(PLACES[mode] ?? "name: scorer", found);
}

/** The same with MLFLOW_SERVER, whose environment is made from what lies at the model's address. */
function condaEndsBy(name: string, mode: string, title: string, ...logs: readonly string[]): Scenario {
  const graph = { server: "MLFLOW_SERVER", uri: `${MLFLOW} ◀`, predictor: ROOM, spec: played(name) };
  return scenario(mode, title, graph, ends(1, ...logs));
}

/** What the catalogue tells by the exit code only. */
function exitsWith(signature: string, title: string, code: number, graph: Graph): Scenario {
  return toldAt("name: scorer", scenario(undefined, title, graph, ends(code), { signature }));
}

export const MODEL_SCENARIOS: readonly Scenario[] = [
  scenario(
    "S14",
    "unknown parameter",
    { more: ["parameters:", "  - name: model_file_name ◀", "    type: STRING", "    value: iris.joblib"] },
    ends(1, "TypeError: __init__() got an unexpected keyword argument 'model_file_name'"),
  ),
  scenario(
    "S15",
    "conda needs more memory",
    {
      server: "MLFLOW_SERVER",
      uri: MLFLOW,
      predictor: container(
        "resources: { limits: { memory: 3Gi } } ◀",
        "startupProbe: { tcpSocket: { port: http }, periodSeconds: 10, failureThreshold: 120 }",
      ),
    },
    {
      state: "Creating",
      exit: ["scorer", 137, "OOMKilled"],
      logs: ["Collecting package metadata (repodata.json): …working…"],
    },
  ),
  scenario(
    "S16",
    "killed while conda works",
    { server: "MLFLOW_SERVER ◀", uri: MLFLOW },
    {
      ...ends(
        143,
        "Collecting package metadata (repodata.json)",
        "Creating Conda environment 'mlflow' from conda.yaml",
      ),
      events: [
        "Liveness probe failed: dial tcp …:9000: connect: connection refused",
        "Container <unit> failed liveness probe, will be restarted",
        "Readiness probe failed: HTTP probe failed with statuscode: 503",
      ],
    },
    { also: ["S13"] },
  ),
  scenario(
    "S16",
    "killed by force while conda works",
    { server: "MLFLOW_SERVER ◀", uri: MLFLOW, spec: played("slow-conda,ignores-sigterm") },
    {
      ...ends(137, "Collecting package metadata (repodata.json)"),
      events: ["Container <unit> failed liveness probe, will be restarted"],
    },
  ),
  scenario(
    "S16",
    "does not end when it is told to",
    { server: "MLFLOW_SERVER ◀", uri: MLFLOW, spec: played("ignores-sigterm") },
    ends(137, "Collecting package metadata (repodata.json)"),
  ),
  scenario(
    "S21",
    "flavors without indentation",
    { server: "MLFLOW_SERVER", uri: `${MLFLOW.replace("/3/", "/5/")} ◀`, predictor: ROOM },
    ends(1, "TypeError: 'NoneType' object is not subscriptable"),
  ),
  scenario(
    "S21",
    "no flavor of Python's",
    { server: "MLFLOW_SERVER", uri: `${MLFLOW.replace("/3/", "/6/")} ◀`, predictor: ROOM },
    ends(1, "KeyError: 'python_function'"),
  ),
  scenario(
    "S20",
    "environment for virtualenv only",
    { server: "MLFLOW_SERVER", uri: `${MLFLOW.replace("/3/", "/7/")} ◀`, predictor: ROOM },
    ends(1, "KeyError: 'conda'"),
  ),
  scenario(
    "S20",
    "server too old for the MLmodel",
    {
      server: "MLFLOW_SERVER ◀",
      uri: MLFLOW,
      predictor: container("image: seldonio/mlflowserver:1.15.0", "resources: { limits: { memory: 8Gi } }"),
    },
    ends(1, "TypeError: join() argument must be str or bytes, not 'dict'"),
  ),
  endsBy(
    "pickle-of-other-version",
    "F03",
    "pickle of another version",
    1,
    "ModuleNotFoundError: No module named 'sklearn.svm._classes'",
  ),
  endsBy("pickle-protocol", "F03", "pickle of a newer Python", 1, "unsupported pickle protocol"),
  toldAt(
    "implementation: XGBOOST_SERVER",
    scenario(
      "F03",
      "booster of another format",
      { server: "XGBOOST_SERVER", uri: "s3://models/xgboost/iris", spec: played("wrong-model-format") },
      ends(1, "wrong model format"),
    ),
  ),
  endsBy("corrupt-model", "F03", "model's file cannot be read", 1, "KeyError: 0"),
  condaEndsBy(
    "conda-offline",
    "F06",
    "no way to the internet",
    "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/conda-forge/linux-64/repodata.json>",
    "subprocess.CalledProcessError: Command 'conda env create …' returned non-zero exit status 1.",
  ),
  condaEndsBy("conda-proxy", "F06", "proxy keeps conda in", "ProxyError"),
  condaEndsBy("conda-certificate", "F06", "proxy's certificate is not known to conda", "SSLError"),
  condaEndsBy(
    "conda-unsolvable",
    "S19",
    "conda finds no packages",
    "Solving environment: …failed",
    "ResolvePackageNotFound",
  ),
  condaEndsBy("pip-conflict", "F07", "pins contradict each other", "ResolutionImpossible"),
  condaEndsBy(
    "pip-step-fails",
    "F07",
    "server's requirements do not fit",
    "subprocess.CalledProcessError: Command 'conda run -n mlflow pip install -r /microservice/requirements.txt' returned non-zero exit status 1.",
    "ERROR: Could not find a version that satisfies the requirement werkzeug<2.3,>=2.1.1 (from seldon-core)",
  ),
  endsBy("protobuf-clash", "F62", "protobuf is too new", 1, "TypeError: Descriptors cannot not be created directly."),
  endsBy(
    "model-not-readable",
    "F41",
    "model not readable",
    1,
    "PermissionError: [Errno 13] Permission denied: '/mnt/models/…'",
  ),
  endsBy("boto3-missing", "S26", "boto3 is missing", 1, "ModuleNotFoundError: No module named 'boto3'"),
  endsBy("no-credentials", "S52", "no AWS variables", 1, "NoCredentialsError: Unable to locate credentials"),
  endsBy("dns-failure", "S55", "public names are not resolved", 1, "Temporary failure in name resolution"),
  {
    ...endsBy(
      "wrong-architecture",
      "F46",
      "image for another processor",
      255,
      "exec /usr/local/bin/…: exec format error",
    ),
    also: ["S56"],
  },
  exitsWith("command-not-executable", "start script may not be executed", 126, {
    spec: played("command-not-executable"),
  }),
  exitsWith("command-not-executable", "command that the image does not have", 127, {
    predictor: container('command: [/bin/sh, -c, "start-model --port 9000"]'),
  }),
  exitsWith("crashed-in-native-code", "native library crashes", 139, { spec: played("segfault") }),
  scenario(undefined, "server ends a while after its start", { spec: played("crash-after-start") }, ends(1), {
    signature: "ended-with-error",
  }),
  toldAt("implementation: SKLEARN_SERVER", {
    ...scenario(
      "F03",
      "two at once: model and explainer",
      {
        predictor: ["explainer:", "  type: AnchorTabular", "  modelUri: gs://seldon-models/sklearn/explainer ◀"],
        spec: played("corrupt-model,explainer-of-other-version"),
      },
      ends(1, "KeyError: 0", "AttributeError: Can't get attribute '_create_function'"),
    ),
    and: "F42",
  }),
  scenario(
    "F43",
    "MLServer lacks the model's library",
    { server: "MLFLOW_SERVER", uri: `${MLFLOW} ◀`, spec: ["protocol: v2"] },
    ends(1, "ModuleNotFoundError: No module named 'xgboost'"),
  ),
  scenario(
    "S12",
    "MLServer finds no model",
    { server: "XGBOOST_SERVER", spec: ["protocol: v2"], uri: "s3://models/sklearn/iris ◀" },
    ends(1),
  ),
  scenario(
    "F33",
    "no model repository",
    { server: "TRITON_SERVER", uri: "s3://models/sklearn/iris ◀", spec: ["protocol: v2"] },
    ends(1, "no version is available"),
  ),
  scenario(
    "F33",
    "no version below the model's address",
    { server: "TENSORFLOW_SERVER", uri: "s3://models/sklearn/iris ◀", spec: ["protocol: tensorflow"] },
    { state: "Creating", logs: ["No versions of servable <name> found under base path /mnt/models"] },
  ),
  {
    ...scenario(
      "S14",
      "unknown parameter, wrong server",
      {
        server: "XGBOOST_SERVER",
        uri: "s3://models/churn/7",
        more: ["parameters:", "  - name: model_file_name ◀", "    type: STRING", "    value: x"],
      },
      ends(1, "got an unexpected keyword argument"),
    ),
    isTwofold: true,
  },
  scenario(
    "F53",
    "executor out of memory",
    {
      uri: "s3://models/sklearn/iris",
      predictor: ["svcOrchSpec: { resources: { limits: { memory: 512Mi } } } ◀"],
      spec: played("executor-out-of-memory"),
    },
    { state: "Creating", exit: ["seldon-container-engine", 137, "OOMKilled"] },
  ),
  toldAt(
    "- name: main",
    scenario(
      "F36",
      "mesh refuses the probes",
      { spec: played("mesh-refuses-probes") },
      { state: "Creating", events: ["Liveness probe failed: HTTP probe failed with statuscode: 403"] },
    ),
  ),
  scenario(
    "F42",
    "explainer of another version",
    {
      predictor: ["explainer:", "  type: AnchorTabular", "  modelUri: gs://seldon-models/sklearn/explainer ◀"],
      spec: played("explainer-of-other-version"),
    },
    { state: "Creating", pod: ["CrashLoopBackOff"], logs: ["AttributeError: Can't get attribute '_create_function'"] },
  ),
  scenario(
    "S37",
    "explainer without a model",
    { predictor: ["explainer:", "  type: AnchorTabular ◀"] },
    { state: "Creating", pod: ["CrashLoopBackOff"], logs: ["requires a built explainer"] },
  ),
];
