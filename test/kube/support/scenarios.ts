// Deployments that fail in the playground, one per entry of the catalogue that it can bring about, with what a diagnosis has to say.

export interface Scenario {
  /** The entry of the catalogue (failure-modes.md) that is to be named; undefined for what is in order. */
  readonly mode: string | undefined;
  readonly title: string;
  /** YAML: a SeldonDeployment called `model`, without a namespace. `◀` marks the line on which the editor is to tell it. */
  readonly manifest: string;
  /** Of the Secret `store`. */
  readonly secret?: Readonly<Record<string, string>>;
  /** A second fault that would only show later. */
  readonly isTwofold?: true;
}

const STORE: Readonly<Record<string, string>> = {
  RCLONE_CONFIG_S3_TYPE: "s3",
  RCLONE_CONFIG_S3_PROVIDER: "Minio",
  RCLONE_CONFIG_S3_ENV_AUTH: "false",
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: "change-me",
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "change-me",
  RCLONE_CONFIG_S3_ENDPOINT: "http://minio.minio.svc.cluster.local:9000",
};

function secret(changes: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries({ ...STORE, ...changes });
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

interface Graph {
  readonly server?: string;
  readonly uri?: string;
  readonly ref?: string | false;
  readonly more?: readonly string[];
  /** Lines of the predictor, without indentation. */
  readonly predictor?: readonly string[];
  readonly spec?: readonly string[];
}

function manifest({
  server = "SKLEARN_SERVER",
  uri = "s3://models/sklearn/iris",
  ref,
  more = [],
  ...rest
}: Graph): string {
  const { predictor = [], spec = [] } = rest;
  return [
    "apiVersion: machinelearning.seldon.io/v1",
    "kind: SeldonDeployment",
    "metadata:",
    "  name: model",
    "spec:",
    ...spec.map(line => `  ${line}`),
    "  predictors:",
    "    - name: main",
    ...predictor.map(line => `      ${line}`),
    "      graph:",
    "        name: scorer",
    `        implementation: ${server}`,
    `        modelUri: ${uri}`,
    ...(ref === false ? [] : [`        envSecretRefName: ${ref ?? "store"}`]),
    ...more.map(line => `        ${line}`),
    "",
  ].join("\n");
}

function container(...lines: readonly string[]): readonly string[] {
  return [
    "componentSpecs:",
    "  - spec:",
    "      containers:",
    "        - name: scorer",
    ...lines.map(line => `          ${line}`),
  ];
}

function scenario(
  mode: string | undefined,
  title: string,
  graph: Graph,
  more: Omit<Scenario, "mode" | "title" | "manifest"> = {},
): Scenario {
  return { mode, title, manifest: manifest(graph), secret: STORE, ...more };
}

const MLFLOW = "s3://mlflow-artifacts/3/0b1c2d3e4f5a46718293a4b5c6d7e8f9/artifacts/model";
const GRAPH_WITHOUT_SERVER = [
  "apiVersion: machinelearning.seldon.io/v1",
  "kind: SeldonDeployment",
  "metadata:",
  "  name: model",
  "spec:",
  "  predictors:",
  "    - name: main",
];

export const SCENARIOS: readonly Scenario[] = [
  scenario(undefined, "all is well", {}),
  scenario("S03", "no Secret at all", { ref: false, uri: "s3://models/sklearn/iris ◀" }),
  scenario("S03", "AWS_* keys only", { ref: "store ◀" }, { secret: { AWS_ACCESS_KEY_ID: "change-me" } }),
  scenario("S06", "MLflow's scheme", { uri: "models:/churn/7 ◀" }),
  scenario("S07", "placeholder left in", { uri: "MODEL_URI ◀" }),
  scenario(
    "S08",
    "endpoint is localhost",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "http://localhost:9000" }) },
  ),
  scenario(
    "S09",
    "short host name",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "http://minio:9000" }) },
  ),
  scenario(
    "F10",
    "bucket in the host name",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_PROVIDER: "AWS" }) },
  ),
  scenario("S11", "no such bucket", { uri: "s3://no-bucket-here/iris ◀" }),
  scenario("S11", "no such bucket, by the store's word", {
    uri: "s3://models/sklearn/iris ◀",
    spec: ["annotations:", "  playground.seldon/scenario: bucket-missing"],
  }),
  scenario("S12", "server for another format", { server: "XGBOOST_SERVER", uri: "s3://models/churn/7 ◀" }),
  scenario("S14", "unknown parameter", {
    more: ["parameters:", "  - name: model_file_name ◀", "    type: STRING", "    value: iris.joblib"],
  }),
  scenario("S15", "conda needs more memory", {
    server: "MLFLOW_SERVER",
    uri: MLFLOW,
    predictor: container(
      "resources: { limits: { memory: 3Gi } } ◀",
      "startupProbe: { tcpSocket: { port: http }, periodSeconds: 10, failureThreshold: 120 }",
    ),
  }),
  scenario("S16", "killed while conda works", { server: "MLFLOW_SERVER ◀", uri: MLFLOW }),
  scenario("F01", "empty prefix", { uri: "s3://models/does-not-exist/iris ◀" }),
  scenario("F09", "no such Secret", { ref: "nobody-made-it ◀" }),
  scenario(
    "F12",
    "key unknown",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_ACCESS_KEY_ID: "stranger" }) },
  ),
  scenario(
    "F12",
    "secret key wrong",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "planted-wrong-key" }) },
  ),
  scenario(
    "F11",
    "https to a plain port",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "https://minio.minio.svc.cluster.local:9000" }) },
  ),
  scenario("F29", "line break in the type", { ref: "store ◀" }, { secret: secret({ RCLONE_CONFIG_S3_TYPE: "s3\n" }) }),
  scenario("F30", "type in capitals", { ref: "store ◀" }, { secret: secret({ RCLONE_CONFIG_S3_TYPE: "S3" }) }),
  scenario(
    "S35",
    "half a key pair",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: undefined }) },
  ),
  scenario("F12", "bad boolean", { ref: "store ◀" }, { secret: secret({ RCLONE_CONFIG_S3_ENV_AUTH: "yess" }) }),
  scenario("F15", "image cannot be pulled", { predictor: container("image: registry.example/does-not-exist:1 ◀") }),
  scenario("F18", "no image for the protocol", { server: "HUGGINGFACE_SERVER ◀" }),
  scenario("F23", "two containers, one port", {
    predictor: [
      ...container("ports: [{ name: http, containerPort: 9000 }]"),
      "        - name: helper",
      "          image: seldonio/mock_classifier:1.17.1",
      "          ports: [{ name: http, containerPort: 9000 }] ◀",
    ],
  }),
  scenario("S39", "port of the executor", { predictor: container("ports: [{ name: http, containerPort: 8000 }] ◀") }),
  scenario("F31", "no node has room", { predictor: container("resources: { requests: { cpu: 900 } } ◀") }),
  {
    ...scenario("F37", "autoscaler in an item of its own", {}),
    manifest: [
      ...GRAPH_WITHOUT_SERVER,
      "      componentSpecs:",
      "        - hpaSpec: { minReplicas: 1, maxReplicas: 2 } ◀",
      "        - spec:",
      "            containers:",
      "              - name: scorer",
      "                image: seldonio/mock_classifier:1.17.1",
      "      graph:",
      "        name: scorer",
      "        type: MODEL",
      "",
    ].join("\n"),
  },
  scenario("F40", "no such claim", { uri: "pvc://nobody-made-it/iris ◀", ref: false }),
  scenario("F73", "value of the pod refused", { predictor: container("imagePullPolicy: Sometimes ◀") }),
  scenario("S23", "the run's artifacts, not its model", {
    server: "MLFLOW_SERVER",
    uri: "s3://mlflow-artifacts/3/0b1c2d3e4f5a46718293a4b5c6d7e8f9/artifacts ◀",
    predictor: container("resources: { limits: { memory: 8Gi } }"),
  }),
  scenario("S37", "explainer without a model", { predictor: ["explainer:", "  type: AnchorTabular ◀"] }),
  scenario("S36", "explainer image not published", {
    predictor: [
      "explainer:",
      "  type: AnchorTabular",
      "  modelUri: gs://seldon-models/sklearn/explainer",
      "  containerSpec:",
      "    name: explainer",
      "    image: seldonio/alibi-explain-server:1.17.1 ◀",
    ],
  }),
  {
    ...scenario("S02", "initializer without an address", {}),
    manifest: [
      ...GRAPH_WITHOUT_SERVER,
      "      componentSpecs:",
      "        - spec:",
      "            initContainers:",
      "              - name: fetch-model ◀",
      "                image: seldonio/rclone-storage-initializer:1.17.1",
      "            containers:",
      "              - name: scorer",
      "                image: seldonio/mock_classifier:1.17.1",
      "      graph:",
      "        name: scorer",
      "        type: MODEL",
      "",
    ].join("\n"),
  },
  {
    ...scenario("S01", "model volume twice", {}),
    manifest: manifest({
      predictor: [
        "componentSpecs:",
        "  - spec:",
        "      volumes:",
        "        - name: scorer-provision-location ◀",
        "          emptyDir: {}",
        "      containers:",
        "        - name: scorer",
      ],
    }),
  },
  scenario(
    "F12",
    "wrong key, wrong server",
    { server: "XGBOOST_SERVER", uri: "s3://models/churn/7", ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_ACCESS_KEY_ID: "stranger" }), isTwofold: true },
  ),
  scenario(
    "S01",
    "volume twice, remote not defined",
    {
      predictor: [
        "componentSpecs:",
        "  - spec:",
        "      volumes:",
        "        - name: scorer-provision-location ◀",
        "          emptyDir: {}",
        "      containers:",
        "        - name: scorer",
      ],
      ref: false,
    },
    { isTwofold: true },
  ),
  scenario(
    "S14",
    "unknown parameter, wrong server",
    {
      server: "XGBOOST_SERVER",
      uri: "s3://models/churn/7",
      more: ["parameters:", "  - name: model_file_name ◀", "    type: STRING", "    value: x"],
    },
    { isTwofold: true },
  ),
  scenario("S20", "server too old for the MLmodel", {
    server: "MLFLOW_SERVER ◀",
    uri: MLFLOW,
    predictor: container("image: seldonio/mlflowserver:1.15.0", "resources: { limits: { memory: 8Gi } }"),
  }),
  scenario("F33", "no model repository", {
    server: "TRITON_SERVER",
    uri: "s3://models/sklearn/iris ◀",
    spec: ["protocol: v2"],
  }),
  scenario("F26", "a file instead of a folder", {
    server: "MLFLOW_SERVER",
    uri: `${MLFLOW}/model.xgb ◀`,
    predictor: container("resources: { limits: { memory: 8Gi } }"),
  }),
  scenario("F04", "override of nobody", {
    predictor: ["componentSpecs:", "  - spec:", "      containers:", "        - name: scorrer ◀"],
  }),
  scenario("F24", "own initializer, no volume", {
    predictor: [
      "componentSpecs:",
      "  - spec:",
      "      initContainers:",
      "        - name: scorer-model-initializer ◀",
      "          image: seldonio/rclone-storage-initializer:1.17.1",
      "          args: [s3://models/sklearn/iris, /mnt/models]",
      "          volumeMounts: [{ name: scorer-provision-location, mountPath: /mnt/models }]",
      "      containers:",
      "        - name: scorer",
    ],
  }),
  scenario("F67", "GPU request and limit differ", {
    predictor: container("resources: { requests: { nvidia.com/gpu: 1 }, limits: { nvidia.com/gpu: 2 } } ◀"),
  }),
  scenario("F09", "no such key", {
    predictor: container("env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: store, key: nobody } } }] ◀"),
  }),
  scenario("F09", "no such ConfigMap", {
    predictor: container("envFrom: [{ configMapRef: { name: nobody-made-it } }] ◀"),
  }),
  scenario("F09", "no such service account", {
    predictor: [
      "componentSpecs:",
      "  - spec:",
      "      serviceAccountName: nobody ◀",
      "      containers:",
      "        - name: scorer",
    ],
  }),
  scenario("F73", "port beyond the last", { predictor: container("ports: [{ name: http, containerPort: 90000 }] ◀") }),
  scenario("S12", "MLServer finds no model", {
    server: "XGBOOST_SERVER",
    spec: ["protocol: v2"],
    uri: "s3://models/sklearn/iris ◀",
  }),
  scenario("S39", "gRPC port of the executor", {
    predictor: container("ports: [{ name: http, containerPort: 5001 }] ◀"),
  }),
  scenario("S37", "explainer type that v2 does not know", {
    spec: ["protocol: v2"],
    predictor: ["explainer:", "  type: NobodyKnows ◀", "  modelUri: gs://seldon-models/sklearn/explainer"],
  }),
  scenario(
    "F11",
    "port where nothing listens",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "http://minio.minio.svc.cluster.local:9999" }) },
  ),
  scenario(
    "F11",
    "port of the console",
    { ref: "store ◀" },
    { secret: secret({ RCLONE_CONFIG_S3_ENDPOINT: "http://minio.minio.svc.cluster.local:9001" }) },
  ),
  scenario("F15", "tag that was never published", { predictor: container("image: seldonio/sklearnserver:9.9.9 ◀") }),
];
