// Deployments whose model is not downloaded, or not all of it: failure-modes §1.1, §4.1 and diagnosis 1, 2 and 10 of §3(b).
import {
  container,
  manifest,
  MLFLOW,
  played,
  scenario,
  secret,
  toldAt,
  type Scenario,
  type Shown,
} from "./scenario.ts";

const INITIALIZER = "scorer-model-initializer";

/** The initializer ends with an error before anything is there. */
function fails(code: 1 | 3, ...logs: readonly string[]): Shown {
  return { state: "Creating", exit: [INITIALIZER, code, "Error"], pod: ["CrashLoopBackOff"], logs };
}

/** The initializer ends well, and the server finds nothing. */
function findsNothing(code: number, ...logs: readonly string[]): Shown {
  return { state: "Creating", exit: ["scorer", code, "Error"], pod: ["CrashLoopBackOff"], logs };
}

const NO_SECTION = "didn't find section in config file";
const NOTICE = 'NOTICE: Config file "/.rclone.conf" not found - using defaults';
const ROOM = container("resources: { limits: { memory: 8Gi } }");
const CONSOLE = "http://minio.minio.svc.cluster.local:9001";

export const INITIALIZER_SCENARIOS: readonly Scenario[] = [
  scenario(
    "S03",
    "no Secret at all",
    { ref: false, uri: "s3://models/sklearn/iris ◀" },
    fails(1, 'Failed to create file system for "s3://…": didn\'t find section in config file', NOTICE),
    { also: ["S05"] },
  ),
  scenario("S03", "AWS_* keys only", { ref: "store ◀" }, fails(1, NO_SECTION), {
    secret: { AWS_ACCESS_KEY_ID: "change-me" },
  }),
  scenario(
    "S06",
    "MLflow's scheme",
    { uri: "models:/my_model/production ◀" },
    {
      ...fails(
        1,
        'Failed to create file system for "models:/my_model/production": didn\'t find section in config file',
      ),
    },
  ),
  scenario(
    "S07",
    "placeholder left in",
    { uri: "MODEL_ARTIFACT_URI_PLACEHOLDER ◀" },
    fails(3, "MODEL_ARTIFACT_URI_PLACEHOLDER: error reading source root directory: directory not found"),
  ),
  scenario(
    "S08",
    "endpoint is localhost",
    { ref: "store ◀" },
    fails(1, "dial tcp 127.0.0.1:9000: connect: connection refused"),
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "http://localhost:9000" }) },
  ),
  scenario(
    "S09",
    "short host name",
    { ref: "store ◀" },
    fails(1, "dial tcp: lookup minio-service on 10.96.0.10:53: no such host"),
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "http://minio-service:9000" }) },
  ),
  scenario(
    "F10",
    "bucket in the host name",
    { ref: "store ◀" },
    fails(1, "dial tcp: lookup <bucket>.minio.…: no such host"),
    { secret: secret({ RCLONE_CONFIG_S3_PROVIDER: "AWS" }), also: ["S10"] },
  ),
  scenario(
    "S11",
    "no such bucket",
    { uri: "s3://no-bucket-here/iris ◀" },
    fails(3, "error reading source root directory: directory not found", "Failed to copy: directory not found"),
  ),
  scenario(
    "S11",
    "no such bucket, by the store's word",
    { uri: "s3://models/sklearn/iris ◀", spec: played("bucket-missing") },
    fails(3, "error reading source root directory: directory not found", "Failed to copy: directory not found"),
  ),
  scenario(
    "F01",
    "empty prefix",
    { uri: "s3://models/does-not-exist/iris ◀" },
    findsNothing(
      1,
      "INFO  : There was nothing to transfer",
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'",
    ),
    { also: ["S27"] },
  ),
  scenario(
    "F12",
    "key unknown",
    { ref: "store ◀" },
    fails(
      1,
      "InvalidAccessKeyId: The Access Key Id you provided does not exist in our records.",
      "status code: 403",
      "Attempt 3/3 failed",
    ),
    { secret: secret({ RCLONE_CONFIG_S3_ACCESS_KEY_ID: "stranger" }) },
  ),
  scenario(
    "F12",
    "key unknown, by the store's word",
    { ref: "store ◀", spec: played("credentials-rejected") },
    fails(1, "InvalidAccessKeyId: The Access Key Id you provided does not exist in our records."),
  ),
  scenario("F12", "secret key wrong", { ref: "store ◀" }, fails(1, "SignatureDoesNotMatch: …"), {
    secret: secret({ RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "planted-wrong-key" }),
  }),
  scenario(
    "F12",
    "key without rights",
    { ref: "store ◀", spec: played("access-denied") },
    fails(1, "AccessDenied: Access Denied."),
  ),
  scenario(
    "F12",
    "clock of the node is off",
    { ref: "store ◀", spec: played("clock-skew") },
    fails(1, "RequestTimeTooSkewed: …"),
  ),
  scenario(
    "F12",
    "bucket of Google's without a key",
    { uri: "gs://models/sklearn/iris ◀", ref: false, spec: played("anonymous-refused") },
    fails(1, "googleapi: Error 401: Anonymous caller does not have storage.objects.list access"),
  ),
  scenario("F12", "bad boolean", { ref: "store ◀" }, fails(1, 'couldn\'t parse config item "env_auth" = "…" as bool'), {
    secret: secret({ RCLONE_CONFIG_S3_ENV_AUTH: "yess" }),
  }),
  scenario(
    "F48",
    "no role behind ENV_AUTH",
    { ref: "store ◀" },
    fails(1, "NoCredentialProviders: no valid providers in chain"),
    {
      secret: secret({
        RCLONE_CONFIG_S3_ENV_AUTH: "true",
        RCLONE_CONFIG_S3_ACCESS_KEY_ID: "",
        RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "",
      }),
    },
  ),
  scenario(
    "F11",
    "https to a plain port",
    { ref: "store ◀" },
    fails(1, "tls: first record does not look like a TLS handshake"),
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "https://minio.minio.svc.cluster.local:9000" }) },
  ),
  scenario(
    "F11",
    "http to a TLS port",
    { ref: "store ◀", spec: played("store-speaks-tls") },
    fails(1, "read: connection reset by peer"),
  ),
  scenario("F11", "port where nothing listens", { ref: "store ◀" }, fails(1, "connect: connection refused"), {
    secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "http://minio.minio.svc.cluster.local:9999" }),
  }),
  scenario(
    "F11",
    "store is down",
    { ref: "store ◀", spec: played("store-refuses") },
    fails(1, "dial tcp <ip>:9000: connect: connection refused"),
  ),
  scenario("F11", "network policy", { ref: "store ◀", spec: played("store-timeout") }, fails(1, "i/o timeout")),
  scenario(
    "F11",
    "port of the console",
    { ref: "store ◀" },
    findsNothing(1, "Copied (new)", "'/mnt/models/model.joblib'"),
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: CONSOLE }) },
  ),
  scenario(
    "F47",
    "store's certificate is not known",
    { ref: "store ◀", spec: played("store-certificate") },
    fails(1, "x509: certificate signed by unknown authority"),
  ),
  scenario("F29", "line break in the type", { ref: "store ◀" }, fails(1, 'didn\'t find backend called "s3\\n"'), {
    secret: secret({ RCLONE_CONFIG_S3_TYPE: "s3\n" }),
  }),
  scenario("F30", "type in capitals", { ref: "store ◀" }, fails(1, 'didn\'t find backend called "S3"'), {
    secret: secret({ RCLONE_CONFIG_S3_TYPE: "S3" }),
  }),
  scenario("S35", "half a key pair", { ref: "store ◀" }, fails(1, "secret_access_key not found"), {
    secret: secret({ RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: undefined }),
  }),
  toldAt(
    "name: scorer",
    scenario(
      "F54",
      "initializer out of memory",
      { spec: played("initializer-out-of-memory") },
      { state: "Creating", exit: [INITIALIZER, 137, "OOMKilled"], pod: ["OOMKilled"] },
    ),
  ),
  scenario(
    "F08",
    "mesh blocks the initializer",
    { ref: "store ◀" },
    {
      ...fails(1, "dial tcp <ip>:9000: connect: connection refused"),
      pod: ["PodInitializing"],
    },
    { namespaceLabels: { "istio-injection": "enabled" } },
  ),
  scenario(
    "F09",
    "no such Secret",
    { ref: "seldon-rclone-secret ◀" },
    {
      state: "Creating",
      pod: ["CreateContainerConfigError"],
      events: ['Error: secret "seldon-rclone-secret" not found'],
    },
  ),
  scenario(
    "F09",
    "Secret in another namespace",
    { ref: "seldon-init-container-secret ◀" },
    {
      state: "Creating",
      pod: ["CreateContainerConfigError"],
      events: ['Error: secret "seldon-init-container-secret" not found'],
    },
    { also: ["S51"] },
  ),
  scenario(
    "F40",
    "path missing on the claim",
    { uri: "pvc://models/gone ◀", ref: false },
    fails(3, "ERROR : Local file system at /mnt/pvc/<path>: error reading source root directory: directory not found"),
    {
      beside: [
        "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: models }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }",
      ],
    },
  ),
  scenario(
    "F40",
    "no such claim",
    { uri: "pvc://nobody-made-it/iris ◀", ref: false },
    {
      state: "Creating",
      events: ['persistentvolumeclaim "…" not found'],
    },
  ),
  scenario(
    "S12",
    "server for another format",
    { server: "XGBOOST_SERVER", uri: "s3://models/churn/7 ◀" },
    findsNothing(3, "model.bst", "No such file or directory"),
  ),
  scenario(
    "S23",
    "the run's artifacts, not its model",
    { server: "MLFLOW_SERVER", uri: `${MLFLOW.replace(/\/model$/, "")} ◀`, predictor: ROOM },
    findsNothing(1, "FileNotFoundError: … '/mnt/models/MLmodel'"),
  ),
  scenario(
    "F26",
    "a file instead of a folder",
    { server: "MLFLOW_SERVER", uri: `${MLFLOW}/model.xgb ◀`, predictor: ROOM },
    findsNothing(1, "Copied (new)", "/mnt/models/MLmodel"),
  ),
  {
    ...scenario("F12", "wrong key, wrong server", {}, fails(1, "InvalidAccessKeyId")),
    manifest: manifest({ server: "XGBOOST_SERVER", uri: "s3://models/churn/7", ref: "store ◀" }),
    secret: secret({ RCLONE_CONFIG_S3_ACCESS_KEY_ID: "stranger" }),
    isTwofold: true,
  },
];
