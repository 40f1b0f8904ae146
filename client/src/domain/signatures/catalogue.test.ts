// The tables of failure-modes.md §4.1–4.3, row by row: what each means, and that nothing else is blamed.
import { describe, expect, test } from "vitest";
import { diagnoseLog, explanationOf, matchLine, type Evidence } from "./diagnose-log.ts";
import { SIGNATURES } from "./registry.ts";
import type { SignatureSource } from "./signature.ts";

/** A row: what was seen, the signature that is to explain it, and a catalogue entry the row names. */
type Row = readonly [seen: string | readonly string[], id: string, mode: string | undefined, state?: Partial<Evidence>];

const INITIALIZER_ROWS: readonly Row[] = [
  ['Failed to create file system for "s3://b/p": didn\'t find section in config file', "remote-not-defined", "S03"],
  ['Failed to create file system for "runs:/1/m": didn\'t find section in config file', "scheme-is-no-remote", "S06"],
  ['Failed to create file system for "oci://b/p": didn\'t find section in config file', "scheme-is-no-remote", "S06"],
  ['Failed to create file system for "s3://b": didn\'t find backend called "S3"', "remote-type-not-known", "F30"],
  [
    'Failed to create file system for "s3://b": didn\'t find backend called "s3\\n"',
    "remote-type-with-line-break",
    "F29",
  ],
  ['Failed to create file system for "s3://b": secret_access_key not found', "half-a-key-pair", "S35"],
  ['couldn\'t parse config item "env_auth" = "yess" as bool', "option-not-a-boolean", "F12"],
  [
    "dial tcp: lookup models.minio.minio.svc.cluster.local on 10.96.0.10:53: no such host",
    "bucket-in-host-name",
    "F10",
  ],
  ["dial tcp: lookup minio on 10.96.0.10:53: no such host", "store-host-not-found", "S09"],
  ["dial tcp 127.0.0.1:9000: connect: connection refused", "endpoint-is-localhost", "S08"],
  ["dial tcp 10.96.1.2:9000: connect: connection refused", "store-not-reachable", "F08"],
  ["dial tcp 10.96.1.2:9000: i/o timeout", "store-not-reachable", "F08"],
  ["tls: first record does not look like a TLS handshake", "tls-to-plain-http", "F11"],
  ["read tcp 10.0.0.1:1->10.0.0.2:9000: read: connection reset by peer", "plain-http-to-tls", "F11"],
  ["x509: certificate signed by unknown authority", "store-certificate-not-trusted", "F47"],
  ['net/http: invalid header field value for "Authorization"', "line-break-in-secret", "F29"],
  ["net/url: invalid control character in URL", "line-break-in-secret", "F29"],
  ["InvalidAccessKeyId: The Access Key Id you provided does not exist", "access-key-unknown", "F12"],
  ["SignatureDoesNotMatch: The request signature", "secret-key-wrong", "F12"],
  ["AccessDenied: Access Denied.", "access-denied", "F12"],
  ["RequestTimeTooSkewed: The difference", "clock-skew", "F12"],
  [
    [
      "ERROR : S3 bucket b path p: error reading source root directory: directory not found",
      "ERROR : Attempt 1/3 failed with 1 errors and: directory not found",
      "Failed to copy: directory not found",
    ],
    "bucket-not-found",
    "S11",
    { exitCode: 3 },
  ],
  [
    "ERROR : Local file system at /mnt/pvc/p: error reading source root directory: directory not found",
    "claim-path-not-found",
    "F40",
  ],
  [
    "Local file system at /x/${MODEL_URI}: error reading source root directory: directory not found",
    "model-uri-is-a-local-path",
    "S07",
  ],
  ["INFO  : There was nothing to transfer", "nothing-to-transfer", "F01", { exitCode: 0 }],
  ["INFO  : model: Copied (new)", "one-file-without-extension", "F11", { exitCode: 0 }],
  ["Command copy needs 2 arguments minimum: you provided 0 non flag arguments: []", "copy-without-source", "S02"],
];

const CONDA = "Collecting package metadata (repodata.json): ...working...";

const MODEL_ROWS: readonly Row[] = [
  ["TypeError: __init__() got an unexpected keyword argument 'xtyp'", "parameter-not-known", "S14"],
  ['LocalFileSystem::Open "/mnt/models/model.bst": No such file or directory', "model-file-missing", "S12"],
  ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/MLmodel'", "mlmodel-missing", "S23"],
  ["TypeError: join() argument must be str or bytes, not 'dict'", "mlmodel-env-is-mapping", "S20"],
  [["in setup_env", "TypeError: 'NoneType' object is not subscriptable"], "mlmodel-flavors-empty", "S21"],
  ["KeyError: 'python_function'", "no-python-function-flavor", "S21"],
  ["KeyError: 'conda'", "no-conda-in-mlmodel", "S20"],
  [CONDA, "killed-while-conda-runs", "S16", { exitCode: 143, reason: "Error" }],
  [CONDA, "killed-while-conda-runs", "S16", { exitCode: 137, reason: "Error" }],
  ["Solving environment: ...working...", "memory-ran-out-in-conda", "S15", { exitCode: 137, reason: "OOMKilled" }],
  ["CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/>", "conda-offline", "F06"],
  ["ResolvePackageNotFound:", "conda-solve-failed", "F07"],
  ["ERROR: Could not find a version that satisfies the requirement a", "pip-step-failed", "F07"],
  [
    "CalledProcessError: Command 'conda run -n mlflow pip install' returned non-zero exit status 1.",
    "environment-not-built",
    "F07",
  ],
  ["Detected one or more mismatches between the model's dependencies", "dependency-mismatch", "S18"],
  ["ModuleNotFoundError: No module named 'sklearn.svm._classes'", "pickle-of-other-version", "F03"],
  ["KeyError: 0", "pickle-of-other-version", "F03"],
  [
    ["mlserver_mlflow/runtime.py", "ModuleNotFoundError: No module named 'sklearn'"],
    "library-missing-in-mlserver",
    "F43",
  ],
  ["TypeError: Descriptors cannot not be created directly.", "protobuf-clash", "F62"],
  ["[ERROR] Connection in use: ('0.0.0.0', 8000)", "executor-port-taken", "S39"],
  ["[ERROR] Connection in use: ('0.0.0.0', 9000)", "port-taken", "F23"],
  ["createTcpServer: address already in use", "address-in-use", "S39"],
  ["[CRITICAL] WORKER TIMEOUT (pid:9)", "worker-timeout", "F34"],
  ["MlflowException: Model is missing inputs ['a']", "columns-missing", "F27"],
  ["PermissionError: [Errno 13] Permission denied: '/mnt/models/a'", "permission-denied", "F41"],
  ["exec /usr/local/bin/run: exec format error", "wrong-architecture", "F46"],
];

const EXECUTOR_ROWS: readonly Row[] = [
  [
    '"msg":"Ready check failed","error":"dial tcp 127.0.0.1:9000: connect: connection refused"',
    "unit-not-listening",
    "S13",
  ],
  [
    ["panic: runtime error: invalid memory address or nil pointer dereference", "predictor_process.go:93"],
    "unit-without-container",
    "F19",
  ],
  ["dial tcp: lookup default-broker on 10.96.0.10:53: no such host", "logger-sink-not-found", "F55"],
];

const OPERATOR_ROWS: readonly Row[] = [
  ['no matches for kind "VirtualService" in version "networking.istio.io/v1alpha3"', "ingress-kinds-missing", "S41"],
  ['no matches for kind "Mapping" in version "getambassador.io/v2"', "ingress-kinds-missing", "S41"],
];

const STATE_ROWS: readonly Row[] = [
  [[], "ended-with-error", undefined, { role: "model", exitCode: 1, reason: "Error" }],
  [[], "panicked-or-misused", undefined, { role: "executor", exitCode: 2, reason: "Error" }],
  [[], "initializer-source-missing", "S11", { role: "initializer", exitCode: 3, reason: "Error" }],
  [[], "command-not-executable", undefined, { role: "model", exitCode: 127, reason: "Error" }],
  [[], "command-not-executable", undefined, { role: "model", exitCode: 126, reason: "ContainerCannotRun" }],
  [[], "model-out-of-memory", "S15", { role: "model", exitCode: 137, reason: "OOMKilled" }],
  [[], "initializer-out-of-memory", "F54", { role: "initializer", exitCode: 137, reason: "OOMKilled" }],
  [[], "executor-out-of-memory", "F53", { role: "executor", exitCode: 137, reason: "OOMKilled" }],
  [[], "killed", "S16", { role: "model", exitCode: 137, reason: "Error" }],
  [[], "crashed-in-native-code", undefined, { role: "model", exitCode: 139, reason: "Error" }],
  [[], "asked-to-end", "S16", { role: "model", exitCode: 143, reason: "Completed" }],
  [[], "entry-point-failed", "F46", { role: "model", exitCode: 255, reason: "Error" }],
];

const TABLES: readonly (readonly [title: string, source: SignatureSource, rows: readonly Row[]])[] = [
  ["§4.1 initializer", "initializer-log", INITIALIZER_ROWS],
  ["§4.2 model", "model-log", MODEL_ROWS],
  ["§4.2 executor", "executor-log", EXECUTOR_ROWS],
  ["§4.2 operator", "operator-log", OPERATOR_ROWS],
  ["§4.3 states", "pod-state", STATE_ROWS],
];

describe.each(TABLES)("%s", (_title, source, rows) => {
  for (const [seen, id, mode, state] of rows) {
    test(`${JSON.stringify(seen)} ${state ? JSON.stringify(state) : ""}`, () => {
      const lines = typeof seen === "string" ? [seen] : seen;
      const matches = diagnoseLog({ source, lines, ...state });
      expect(matches.map(match => match.signature.id)).toEqual([id]);
      if (mode !== undefined) expect(matches[0]?.signature.failureModes).toContain(mode);
    });
  }
});

test("benign lines explain nothing, alone or beside a cause (S05)", () => {
  const notices = [
    'NOTICE: Config file "/.rclone.conf" not found - using defaults',
    'NOTICE: s3: s3 provider "minio" not known - please set correctly',
  ];
  const seen = (lines: readonly string[]): string | undefined =>
    explanationOf(diagnoseLog({ source: "initializer-log", lines }))?.signature.id;
  expect(diagnoseLog({ source: "initializer-log", lines: notices }).map(match => match.signature.verdict)).toEqual([
    "benign",
    "benign",
  ]);
  expect(seen(notices)).toBeUndefined();
  expect(seen([...notices, "Failed to copy: AccessDenied: Access Denied."])).toBe("access-denied");
  const again = ["INFO  : There was nothing to transfer", "Checks:                 3 / 3, 100%"];
  expect(seen(again)).toBeUndefined();
  expect(
    explanationOf(diagnoseLog({ source: "pod-state", lines: [], exitCode: 0, role: "initializer" })),
  ).toBeUndefined();
});

test("the last line counts for what was cut off: conda that went on is not blamed (S16)", () => {
  const lines = [CONDA, "INFO:root:Install additional package from requirements.txt", "Killed by somebody else", ""];
  expect(diagnoseLog({ source: "model-log", lines, exitCode: 143, reason: "Error" })).toEqual([]);
});

test("the first cause is the explanation: what follows follows from it", () => {
  const lines = [
    "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/conda-forge/noarch/repodata.json>",
    "subprocess.CalledProcessError: Command 'conda env create -n mlflow --file /tmp/t/conda.yaml' returned non-zero exit status 1.",
  ];
  const matches = diagnoseLog({ source: "model-log", lines, exitCode: 1, reason: "Error" });
  expect(matches.map(match => [match.signature.id, match.line])).toEqual([["conda-offline", 0]]);
});

test("a symptom explains only where there is no cause (S13, S18)", () => {
  const mismatch = "WARNING mlflow.pyfunc: Detected one or more mismatches between the model's dependencies and …";
  const missing = "ModuleNotFoundError: No module named 'sklearn.svm._classes'";
  const ids = (lines: readonly string[]): string | undefined =>
    explanationOf(diagnoseLog({ source: "model-log", lines }))?.signature.id;
  expect(ids([mismatch])).toBe("dependency-mismatch");
  expect(ids([mismatch, missing])).toBe("pickle-of-other-version");
});

/** Entries of failure-modes.md §1–2 that are visible in a live cluster (C). */
const LIVE_ENTRIES =
  "F01 F02 F03 F04 F06 F07 F08 F09 F10 F11 F12 F13 F14 F15 F18 F19 F20 F22 F23 F24 F26 F27 F28 F30 F31 F32 F33 F34 F35 F36 F37 F38 F39 F40 F41 F42 F43 F45 F46 F47 F48 F49 F50 F51 F52 F53 F54 F55 F57 F58 F59 F62 F68 F69 F70 S01 S02 S03 S05 S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S18 S20 S23 S26 S27 S31 S32 S33 S34 S35 S36 S37 S38 S39 S41 S42 S43 S44 S46 S47 S48 S51 S52 S55 S56 S58 S59".split(
    " ",
  );

/** Those that leave no text behind in a log, event, state or answer: counts, times, or what kubectl itself says. */
const WITHOUT_TEXT = "S27 S34 S38 S46 S47 S48 S58 S59 F20 F35 F49 F50 F70".split(" ");

test("every live entry that leaves a text behind has a signature", () => {
  const covered = new Set(SIGNATURES.flatMap(signature => signature.failureModes));
  expect(LIVE_ENTRIES.filter(mode => !covered.has(mode))).toEqual(WITHOUT_TEXT.toSorted());
});

test("lines that were written to keep a pattern busy are cut off", () => {
  const starts = SIGNATURES.flatMap(({ samples }) => samples.flatMap(({ lines }) => lines)).map(line =>
    line.slice(0, 40),
  );
  const sources: readonly SignatureSource[] = ["initializer-log", "model-log", "executor-log", "event", "answer"];
  const marked = sources.flatMap(source => starts.map(start => matchLine(source, `${start} `.repeat(20_000))));
  expect(marked).toHaveLength(starts.length * sources.length);
});
