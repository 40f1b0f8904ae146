// Secrets, model URIs and stores, with the end that the failure catalogue gives the storage initializer for each.

/** The keys of the stores; each value is looked for in everything that we say. */
export const KEYS = {
  all: { id: "minio-reader", secret: "planted-secret-of-the-reader" },
  blind: { id: "minio-blind", secret: "planted-secret-of-the-blind" },
  lister: { id: "minio-lister", secret: "planted-secret-of-the-lister" },
  temporary: { id: "minio-temporary", secret: "planted-secret-of-a-day", token: "planted-session-token" },
};

export const OBJECTS = {
  "churn/MLmodel": "flavors: {}\n",
  "churn/model.xgb": "0123456789",
  "churn/code/loader.py": "pass\n",
  "single/model.joblib": "0123456789",
  "odd/a b+c/x.txt": "x",
  "marker/": "",
  "lost//MLmodel": "x",
  "both/thing": "an object and a folder",
  "both/thing/inside.txt": "x",
};

export interface Row {
  readonly what: string;
  readonly modelUri?: string;
  /** Options of the remote `s3`, over those of the store in the cluster; `null` takes one away. */
  readonly options?: Readonly<Record<string, string | null>>;
  /** Further variables, as they are. */
  readonly more?: Readonly<Record<string, string>>;
  /** Asked as the machine that we are on, with its own DNS. */
  readonly isOutside?: true;
  readonly exitCode: 0 | 1 | 3;
  /** Of the failure catalogue. */
  readonly mode?: string;
  /** How many files are copied. */
  readonly files?: number;
}

export const MINIO = "http://minio.minio.svc.cluster.local:9000";

const WITHOUT_REMOTE = { TYPE: null, PROVIDER: null, ACCESS_KEY_ID: null, SECRET_ACCESS_KEY: null, ENDPOINT: null };

export const ROWS: readonly Row[] = [
  { what: "MinIO as it should be", exitCode: 0, files: 3 },
  { what: "a slash at the end", modelUri: "s3://models/churn/", exitCode: 0, files: 3 },
  { what: "one colon, no slashes", modelUri: "s3:models/churn", exitCode: 0, files: 3 },
  { what: "slashes at both ends", modelUri: "s3:///models/churn//", exitCode: 0, files: 3 },
  { what: "double slashes within", modelUri: "s3://models//churn", exitCode: 0, mode: "F01" },
  {
    what: "double slashes before a folder of the model",
    modelUri: "s3://models/churn//code",
    exitCode: 0,
    mode: "F01",
  },
  { what: "dots within", modelUri: "s3://models/./churn", exitCode: 0, mode: "F01" },
  {
    what: "double slashes to a file",
    modelUri: "s3://models//single/model.joblib",
    exitCode: 0,
    mode: "F26",
    files: 1,
  },
  { what: "double slashes in the keys themselves", modelUri: "s3://models/lost", exitCode: 0, mode: "F01" },
  { what: "a slash behind a file", modelUri: "s3://models/single/model.joblib/", exitCode: 0, mode: "F01" },
  { what: "the remote in upper case", modelUri: "S3://models/churn", exitCode: 0, files: 3 },
  { what: "the whole bucket", modelUri: "s3://small", exitCode: 0, files: 1 },
  { what: "spaces and plus signs", modelUri: "s3://models/odd/a b+c", exitCode: 0, files: 1 },
  { what: "a file", modelUri: "s3://models/single/model.joblib", exitCode: 0, mode: "F26", files: 1 },
  {
    what: "an object where there is a folder, too",
    modelUri: "s3://models/both/thing",
    exitCode: 0,
    mode: "F26",
    files: 1,
  },
  { what: "the same with a slash", modelUri: "s3://models/both/thing/", exitCode: 0, files: 1 },
  { what: "no such prefix", modelUri: "s3://models/chrun", exitCode: 0, mode: "F01" },
  { what: "a blank at the end", modelUri: "s3://models/churn ", exitCode: 0, mode: "F01" },
  { what: "an empty object for the folder", modelUri: "s3://models/marker", exitCode: 0, mode: "F01" },
  { what: "no such bucket", modelUri: "s3://modles/churn", exitCode: 3, mode: "S11" },
  { what: "no Secret", options: WITHOUT_REMOTE, exitCode: 1, mode: "S03" },
  {
    what: "AWS variables only",
    options: WITHOUT_REMOTE,
    more: { AWS_ACCESS_KEY_ID: KEYS.all.id, AWS_SECRET_ACCESS_KEY: KEYS.all.secret, AWS_ENDPOINT_URL: MINIO },
    exitCode: 1,
    mode: "S03",
  },
  { what: "another remote", modelUri: "minio://models/churn", exitCode: 1, mode: "S03" },
  { what: "no TYPE", options: { TYPE: null }, exitCode: 1, mode: "S03" },
  {
    what: "the remote in lower case in its variables",
    options: WITHOUT_REMOTE,
    more: { RCLONE_CONFIG_s3_TYPE: "s3" },
    exitCode: 1,
    mode: "S03",
  },
  {
    what: "a remote with a hyphen",
    modelUri: "my-minio://models/churn",
    more: {
      ...{ "RCLONE_CONFIG_MY-MINIO_TYPE": "s3", "RCLONE_CONFIG_MY-MINIO_PROVIDER": "Minio" },
      ...{ "RCLONE_CONFIG_MY-MINIO_ACCESS_KEY_ID": KEYS.all.id, "RCLONE_CONFIG_MY-MINIO_ENDPOINT": MINIO },
      "RCLONE_CONFIG_MY-MINIO_SECRET_ACCESS_KEY": KEYS.all.secret,
    },
    exitCode: 0,
    files: 3,
  },
  { what: "a name that can be no remote", modelUri: "a@b://models/churn", exitCode: 1, mode: "S03" },
  { what: "MLflow's registry", modelUri: "models:/churn/3", exitCode: 1, mode: "S06" },
  { what: "MLflow's proxy", modelUri: "mlflow-artifacts:/7/a1/artifacts/model", exitCode: 1, mode: "S06" },
  { what: "a placeholder", modelUri: "{{ model_uri }}", exitCode: 3, mode: "S07" },
  { what: "a bare path", modelUri: "churn/model", exitCode: 3, mode: "S07" },
  { what: "TYPE in upper case", options: { TYPE: "S3" }, exitCode: 1, mode: "F30" },
  { what: "MinIO as TYPE", options: { TYPE: "minio" }, exitCode: 1, mode: "F30" },
  { what: "an empty TYPE", options: { TYPE: "" }, exitCode: 1, mode: "F30" },
  { what: "a line break behind TYPE", options: { TYPE: "s3\n" }, exitCode: 1, mode: "F29" },
  {
    what: "a line break behind the key's id",
    options: { ACCESS_KEY_ID: `${KEYS.all.id}\n` },
    exitCode: 1,
    mode: "F29",
  },
  {
    what: "a line break behind the secret",
    options: { SECRET_ACCESS_KEY: `${KEYS.all.secret}\n` },
    exitCode: 1,
    mode: "F12",
  },
  { what: "a line break behind the endpoint", options: { ENDPOINT: `${MINIO}\n` }, exitCode: 1, mode: "F29" },
  { what: "a blank before the endpoint", options: { ENDPOINT: ` ${MINIO}` }, exitCode: 1, mode: "F29" },
  { what: "a line break behind the region", options: { REGION: "eu-central-1\n" }, exitCode: 1, mode: "F29" },
  { what: "half a key pair", options: { SECRET_ACCESS_KEY: null }, exitCode: 1, mode: "F12" },
  { what: "the other half", options: { ACCESS_KEY_ID: "" }, exitCode: 1, mode: "F12" },
  { what: "a key that nobody has", options: { ACCESS_KEY_ID: "minio-other" }, exitCode: 1, mode: "F12" },
  { what: "a wrong secret", options: { SECRET_ACCESS_KEY: "planted-wrong-secret" }, exitCode: 1, mode: "F12" },
  {
    what: "a key that may not list",
    options: { ACCESS_KEY_ID: KEYS.blind.id, SECRET_ACCESS_KEY: KEYS.blind.secret },
    exitCode: 1,
    mode: "F12",
  },
  {
    what: "a key that may not read",
    options: { ACCESS_KEY_ID: KEYS.lister.id, SECRET_ACCESS_KEY: KEYS.lister.secret },
    exitCode: 1,
    mode: "F12",
  },
  {
    what: "temporary keys",
    options: {
      ...{ ACCESS_KEY_ID: KEYS.temporary.id, SECRET_ACCESS_KEY: KEYS.temporary.secret },
      SESSION_TOKEN: KEYS.temporary.token,
    },
    exitCode: 0,
    files: 3,
  },
  { what: "nobody's keys", options: { ACCESS_KEY_ID: null, SECRET_ACCESS_KEY: null }, exitCode: 1, mode: "F12" },
  {
    what: "nobody's keys for a public bucket",
    modelUri: "s3://open/churn",
    options: { ACCESS_KEY_ID: null, SECRET_ACCESS_KEY: null },
    exitCode: 0,
    files: 1,
  },
  {
    what: "keys from AWS variables, as ENV_AUTH allows",
    options: { ENV_AUTH: "true", ACCESS_KEY_ID: null, SECRET_ACCESS_KEY: null },
    more: { AWS_ACCESS_KEY_ID: KEYS.all.id, AWS_SECRET_ACCESS_KEY: KEYS.all.secret, AWS_REGION: "eu-west-9" },
    exitCode: 0,
    files: 3,
  },
  {
    what: "keys of the remote before AWS variables",
    options: { ENV_AUTH: "true" },
    more: { AWS_ACCESS_KEY_ID: "other", AWS_SECRET_ACCESS_KEY: "planted-other" },
    exitCode: 0,
    files: 3,
  },
  { what: "ENV_AUTH that is no boolean", options: { ENV_AUTH: "yes" }, exitCode: 1, mode: "F12" },
  { what: "ENV_AUTH that Go takes for false", options: { ENV_AUTH: "n" }, exitCode: 0, files: 3 },
  { what: "a number with letters", options: { LIST_CHUNK: "10x" }, exitCode: 1, mode: "F12" },
  { what: "the provider in lower case", options: { PROVIDER: "minio" }, exitCode: 0, files: 3 },
  { what: "no provider", options: { PROVIDER: null }, exitCode: 0, files: 3 },
  { what: "aws in lower case", options: { PROVIDER: "aws" }, exitCode: 0, files: 3 },
  {
    what: "AWS with a store that knows buckets by host",
    options: { PROVIDER: "AWS", ENDPOINT: "http://s3.test:9000" },
    exitCode: 0,
    files: 3,
  },
  {
    what: "AWS with a bucket that no host's name could hold",
    modelUri: "s3://My_Models/churn",
    options: { PROVIDER: "AWS" },
    exitCode: 0,
    files: 1,
  },
  {
    what: "a path style that Wasabi does not allow",
    options: { PROVIDER: "Wasabi", FORCE_PATH_STYLE: "true", ENDPOINT: "http://s3.test:9000" },
    exitCode: 0,
    files: 3,
  },
  {
    what: "an empty FORCE_PATH_STYLE, which is false",
    options: { FORCE_PATH_STYLE: "", ENDPOINT: "http://s3.test:9000" },
    exitCode: 0,
    files: 3,
  },
  {
    what: "AWS with MinIO's endpoint",
    options: { PROVIDER: "AWS", ENDPOINT: "http://minio.seldon-no-such-host.invalid:9000" },
    isOutside: true,
    exitCode: 1,
    mode: "F10",
  },
  {
    what: "a name that nobody knows",
    options: { ENDPOINT: "http://minio.seldon-no-such-host.invalid:9000" },
    isOutside: true,
    exitCode: 1,
    mode: "S09",
  },
  { what: "the pod itself", options: { ENDPOINT: "http://localhost:1" }, isOutside: true, exitCode: 1, mode: "S08" },
  {
    what: "the pod itself by its address",
    options: { ENDPOINT: "http://127.0.0.1:1" },
    isOutside: true,
    exitCode: 1,
    mode: "S08",
  },
  {
    what: "https to a store without TLS",
    options: { ENDPOINT: MINIO.replace("http:", "https:") },
    exitCode: 1,
    mode: "F11",
  },
  { what: "no scheme, which is https", options: { ENDPOINT: MINIO.replace("http://", "") }, exitCode: 1, mode: "F11" },
  { what: "http to a store with TLS", options: { ENDPOINT: "http://go-tls.minio.svc:9000" }, exitCode: 1, mode: "F11" },
  {
    what: "a certificate of the store's own",
    options: { ENDPOINT: "https://tls.minio.svc:9000" },
    exitCode: 1,
    mode: "F47",
  },
  {
    what: "the same, and nobody checks",
    options: { ENDPOINT: "https://tls.minio.svc:9000" },
    more: { RCLONE_NO_CHECK_CERTIFICATE: "true" },
    exitCode: 0,
    files: 3,
  },
  { what: "a slash behind the endpoint", options: { ENDPOINT: `${MINIO}/` }, exitCode: 0, files: 3 },
  { what: "a port that is no number", options: { ENDPOINT: "http://minio.minio.svc:900o" }, exitCode: 1, mode: "F11" },
  { what: "another protocol", options: { ENDPOINT: "ftp://minio.minio.svc:9000" }, exitCode: 1, mode: "F11" },
  { what: "no host", options: { ENDPOINT: "http://" }, exitCode: 1, mode: "F11" },
  { what: "a blank in the host", options: { ENDPOINT: "http://mi nio.minio.svc" }, exitCode: 1, mode: "F11" },
  { what: "a web console", options: { ENDPOINT: "http://console.minio.svc:9001" }, exitCode: 0, mode: "F11", files: 1 },
  {
    what: "a web console, asked for a folder",
    modelUri: "s3://models/churn/",
    options: { ENDPOINT: "http://console.minio.svc:9001" },
    exitCode: 0,
    mode: "F11",
  },
  { what: "a store of another region", options: { ENDPOINT: "http://eu.minio.svc:9000" }, exitCode: 1, mode: "F12" },
  {
    what: "the right region",
    options: { ENDPOINT: "http://eu.minio.svc:9000", REGION: "eu-central-1" },
    exitCode: 0,
    files: 3,
  },
  { what: "a bucket that is elsewhere", options: { ENDPOINT: "http://away.minio.svc:9000" }, exitCode: 1, mode: "F12" },
  {
    what: "a remote on the fly",
    modelUri: `:s3,provider=Minio,access_key_id=${KEYS.all.id},secret_access_key=${KEYS.all.secret},endpoint="${MINIO}":models/churn`,
    options: WITHOUT_REMOTE,
    exitCode: 0,
    files: 3,
  },
  {
    what: "an option in the URI before the Secret's",
    modelUri: "s3,provider=Other:models/churn",
    exitCode: 0,
    files: 3,
  },
  {
    what: "options of the backend",
    options: { ENDPOINT: null },
    more: { RCLONE_S3_ENDPOINT: MINIO },
    exitCode: 0,
    files: 3,
  },
];
