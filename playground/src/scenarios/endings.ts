// Containers that end by something outside of the manifest: what they print last, and how they exit (failure-modes §4.1-4.3).
import type { ProgramExit } from "../kubelet/program.ts";
import type { ScenarioPlace } from "./scenario.ts";

export interface Ending {
  readonly place: Exclude<ScenarioPlace, "image" | "pod">;
  readonly entries: readonly string[];
  readonly effect: string;
  /** Simulated seconds until it ends. */
  readonly seconds: number;
  readonly lines: readonly string[];
  readonly exit: ProgramExit;
}

const IN_MAIN = [
  "Traceback (most recent call last):",
  '  File "/opt/conda/bin/seldon-core-microservice", line 8, in <module>',
  "    sys.exit(main())",
  '  File "/opt/conda/lib/python3.8/site-packages/seldon_core/microservice.py", line 619, in main',
  "    user_object = user_class(**parameters)",
];
const IN_CONDA = [
  "Executing before-run script",
  "---> Creating environment with Conda...",
  "INFO:root:Reading MLmodel file",
  "INFO:root:Creating Conda environment 'mlflow' from conda.yaml",
];
const CONDA_CREATE_FAILED =
  "subprocess.CalledProcessError: Command 'conda env create -n mlflow --file /tmp/tmpq3v7/conda.yaml' returned non-zero exit status 1.";
const PIP_INSTALL_FAILED =
  "subprocess.CalledProcessError: Command 'conda run -n mlflow pip install -r /microservice/requirements.txt' returned non-zero exit status 1.";
const FAILED: ProgramExit = { exitCode: 1 };
const OUT_OF_MEMORY: ProgramExit = { exitCode: 137, reason: "OOMKilled" };

/** By the scenario's name. */
export const ENDINGS: Readonly<Record<string, Ending>> = {
  "initializer-out-of-memory": {
    ...{
      place: "initializer",
      entries: ["F54"],
      effect: "the download needs more memory than the initializer may have",
    },
    seconds: 8,
    lines: ['NOTICE: Config file "/.rclone.conf" not found - using defaults'],
    exit: OUT_OF_MEMORY,
  },
  "pickle-of-other-version": {
    ...{
      place: "model",
      entries: ["F03"],
      effect: "the model was saved with another scikit-learn than the server has",
    },
    seconds: 4,
    lines: [...IN_MAIN, "ModuleNotFoundError: No module named 'sklearn.svm._classes'"],
    exit: FAILED,
  },
  "corrupt-model": {
    ...{ place: "model", entries: ["F03"], effect: "joblib cannot read the model's file" },
    seconds: 4,
    lines: [
      ...IN_MAIN,
      '  File "/opt/conda/lib/python3.8/site-packages/joblib/numpy_pickle.py", line 577, in _unpickle',
      "    obj = unpickler.load()",
      "KeyError: 0",
    ],
    exit: FAILED,
  },
  "pickle-protocol": {
    ...{ place: "model", entries: ["F03"], effect: "the model was saved by a Python newer than the server's" },
    seconds: 4,
    lines: [...IN_MAIN, "ValueError: unsupported pickle protocol: 5"],
    exit: FAILED,
  },
  "wrong-model-format": {
    ...{
      place: "model",
      entries: ["F03"],
      effect: "the booster was saved in a format that the server's XGBoost does not read",
    },
    seconds: 4,
    lines: [
      ...IN_MAIN,
      "xgboost.core.XGBoostError: [09:14:03] ../src/learner.cc:921: Check failed: header == serialisation_header_: BoostLearner: wrong model format",
    ],
    exit: FAILED,
  },
  "conda-offline": {
    ...{ place: "model", entries: ["F06"], effect: "the cluster has no way to the internet" },
    seconds: 12,
    lines: [
      ...IN_CONDA,
      "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/conda-forge/linux-64/repodata.json>",
      "Elapsed: -",
      CONDA_CREATE_FAILED,
    ],
    exit: FAILED,
  },
  "conda-proxy": {
    ...{ place: "model", entries: ["F06"], effect: "the cluster's proxy does not let conda out" },
    seconds: 12,
    lines: [
      ...IN_CONDA,
      "ProxyError: Conda cannot proceed due to an error in your proxy configuration.",
      "Check for typos and other configuration errors in any '.netrc' file in your home directory,",
      "any environment variables ending in '_PROXY', and any other system-wide proxy configuration settings.",
      CONDA_CREATE_FAILED,
    ],
    exit: FAILED,
  },
  "conda-certificate": {
    ...{ place: "model", entries: ["F06"], effect: "a proxy shows conda a certificate that it does not know" },
    seconds: 12,
    lines: [
      ...IN_CONDA,
      "requests.exceptions.SSLError: HTTPSConnectionPool(host='conda.anaconda.org', port=443): Max retries exceeded with url: /conda-forge/linux-64/repodata.json (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1131)')))",
      CONDA_CREATE_FAILED,
    ],
    exit: FAILED,
  },
  "conda-unsolvable": {
    ...{
      place: "model",
      entries: ["S19", "F07"],
      effect: "the channels do not have what the model's conda.yaml names",
    },
    seconds: 16,
    lines: [
      ...IN_CONDA,
      "Collecting package metadata (repodata.json): ...working... done",
      "Solving environment: ...working... failed",
      "",
      "ResolvePackageNotFound: ",
      "  - libgfortran=3.0.1",
      CONDA_CREATE_FAILED,
    ],
    exit: FAILED,
  },
  "pip-conflict": {
    ...{ place: "model", entries: ["F07"], effect: "the model's pins contradict each other" },
    seconds: 20,
    lines: [
      ...IN_CONDA,
      "ERROR: Cannot install mlflow==2.5.0 and werkzeug==2.3.8 because these package versions have conflicting dependencies.",
      "ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/",
      PIP_INSTALL_FAILED,
    ],
    exit: FAILED,
  },
  "pip-step-fails": {
    ...{ place: "model", entries: ["F07"], effect: "the server's requirements do not fit the model's Python" },
    seconds: 20,
    lines: [
      ...IN_CONDA,
      "ERROR: Could not find a version that satisfies the requirement werkzeug<2.3,>=2.1.1 (from seldon-core)",
      PIP_INSTALL_FAILED,
    ],
    exit: FAILED,
  },
  "protobuf-clash": {
    ...{ place: "model", entries: ["F62"], effect: "a loose requirement has brought protobuf 4" },
    seconds: 2,
    lines: [...IN_MAIN.slice(0, 3), "TypeError: Descriptors cannot not be created directly."],
    exit: FAILED,
  },
  "wrong-architecture": {
    ...{ place: "model", entries: ["F46", "S56"], effect: "the image was built for another processor" },
    seconds: 0,
    lines: ["exec /usr/local/bin/seldon-core-microservice: exec format error"],
    exit: { exitCode: 255 },
  },
  "model-not-readable": {
    ...{ place: "model", entries: ["F41"], effect: "user 8888 may not read the model's files" },
    seconds: 3,
    lines: [...IN_MAIN, "PermissionError: [Errno 13] Permission denied: '/mnt/models/model.joblib'"],
    exit: FAILED,
  },
  "boto3-missing": {
    ...{ place: "model", entries: ["S26"], effect: "the image has mlflow, and not boto3 that it needs for s3://" },
    seconds: 3,
    lines: [...IN_MAIN, "ModuleNotFoundError: No module named 'boto3'"],
    exit: FAILED,
  },
  "no-credentials": {
    ...{ place: "model", entries: ["S52"], effect: "the model downloads by itself, and its pod got no AWS variables" },
    seconds: 3,
    lines: [...IN_MAIN, "botocore.exceptions.NoCredentialsError: Unable to locate credentials"],
    exit: FAILED,
  },
  "dns-failure": {
    ...{ place: "model", entries: ["S55"], effect: "the pod's resolver finds no public names" },
    seconds: 3,
    lines: [...IN_MAIN, "urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>"],
    exit: FAILED,
  },
  "command-not-executable": {
    ...{ place: "model", entries: [], effect: "the image's start script may not be executed" },
    seconds: 0,
    lines: ["/bin/sh: 1: /s2i/bin/run: Permission denied"],
    exit: { exitCode: 126 },
  },
  segfault: {
    ...{ place: "model", entries: [], effect: "a native library crashes" },
    seconds: 3,
    lines: ["Fatal Python error: Segmentation fault"],
    exit: { exitCode: 139 },
  },
  "explainer-of-other-version": {
    ...{ place: "explainer", entries: ["F42"], effect: "the explainer was saved with another alibi" },
    seconds: 4,
    lines: [
      "Traceback (most recent call last):",
      '  File "/opt/conda/lib/python3.8/site-packages/dill/_dill.py", line 272, in load',
      "AttributeError: Can't get attribute '_create_function' on <module 'dill._dill'>",
    ],
    exit: FAILED,
  },
  "executor-out-of-memory": {
    ...{ place: "executor", entries: ["F53"], effect: "large payloads need more than the executor's 512 MiB" },
    seconds: 30,
    lines: [],
    exit: OUT_OF_MEMORY,
  },
};
