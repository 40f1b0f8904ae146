// Deployments that get ready, and what is wrong with them shows with a request, or in the log only.
import {
  container,
  GRAPH_WITHOUT_SERVER,
  manifest,
  MLFLOW,
  played,
  scenario,
  toldAt,
  type Scenario,
} from "./scenario.ts";

const PREDICTIONS = "/api/v1.0/predictions";
const GATEWAY = "/seldon/<namespace>/model/api/v1.0/predictions";
const IRIS = '{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}';
const CHURN = '{"data":{"ndarray":[[1,2,3,4,5,6,7,8]]}}';
const TIME = container(
  "resources: { limits: { memory: 8Gi } }",
  "startupProbe: { tcpSocket: { port: http }, periodSeconds: 10, failureThreshold: 120 }",
);
const NIL = "invalid memory address or nil pointer dereference";

/** Two units with images of their own. */
function graph(...lines: readonly string[]): string {
  return [...GRAPH_WITHOUT_SERVER, ...lines.map(line => `      ${line}`), ""].join("\n");
}

function own(...names: readonly string[]): readonly string[] {
  return [
    "componentSpecs:",
    "  - spec:",
    "      containers:",
    ...names.map(name => `        - { name: ${name}, image: seldonio/mock_classifier:1.17.1 }`),
  ];
}

export const SERVING_SCENARIOS: readonly Scenario[] = [
  scenario(undefined, "all is well", {}, { state: "Available" }),
  scenario(
    undefined,
    "other versions than at training",
    { server: "MLFLOW_SERVER", uri: MLFLOW, predictor: TIME },
    {
      state: "Available",
      logs: [
        "WARNING mlflow.pyfunc: Detected one or more mismatches between the model's dependencies and the current Python environment:",
        " - mlflow (current: 2.5.0, required: mlflow==2.17.2)",
        " - pandas (current: 2.0.0, required: pandas==2.0.3)",
      ],
    },
    { also: ["S18"] },
  ),
  scenario(
    undefined,
    "initializer runs again",
    { spec: played("initializer-killed-late") },
    {
      state: "Available",
      exit: ["scorer-model-initializer", 137, "Error"],
      logs: ["There was nothing to transfer", "Checks:…n / n"],
    },
  ),
  {
    ...scenario(
      "F19",
      "two units of one name",
      {},
      { state: "Available", exit: ["seldon-container-engine", 2, "Error"], logs: [NIL] },
    ),
    manifest: graph(
      ...own("scorer"),
      "graph:",
      "  name: scorer",
      "  type: TRANSFORMER",
      "  children:",
      "    - name: scorer ◀",
      "      type: MODEL",
    ),
    request: { to: "model-main:8000", path: PREDICTIONS, body: IRIS },
  },
  {
    ...scenario("S30", "combiner that nobody implements", {}, { state: "Available", logs: [NIL] }),
    manifest: graph(
      ...own("one", "two"),
      "graph:",
      "  name: both",
      "  type: COMBINER",
      "  implementation: AVERAGE_COMBINER ◀",
      "  children:",
      "    - { name: one, type: MODEL }",
      "    - { name: two, type: MODEL }",
    ),
    request: { to: "model-main:8000", path: PREDICTIONS, body: IRIS },
  },
  {
    ...scenario("F59", "A/B test that is a router, too", {}, { state: "Available", logs: [NIL] }),
    manifest: graph(
      ...own("one", "two"),
      "graph:",
      "  name: both",
      "  type: ROUTER ◀",
      "  implementation: RANDOM_ABTEST",
      "  children:",
      "    - { name: one, type: MODEL }",
      "    - { name: two, type: MODEL }",
    ),
    request: { to: "model-main:8000", path: PREDICTIONS, body: IRIS },
  },
  {
    ...scenario(
      "F55",
      "logger without a receiver",
      {},
      {
        state: "Available",
        logs: ["lookup default-broker", "no such host"],
      },
    ),
    manifest: manifest({ more: ["logger: { mode: all } ◀"] }),
    request: { to: "model-main:8000", path: PREDICTIONS, body: IRIS },
  },
  toldAt(
    "name: scorer",
    scenario(
      "F34",
      "worker hangs",
      { spec: played("worker-timeout") },
      {
        state: "Available",
        logs: ["[CRITICAL] WORKER TIMEOUT (pid:…)", "Worker with pid … was terminated due to signal 9"],
      },
    ),
  ),
  toldAt(
    "name: scorer",
    scenario(
      "F27",
      "model wants named columns",
      { server: "MLFLOW_SERVER", uri: MLFLOW.replace("/3/", "/4/"), predictor: TIME },
      { state: "Available", answer: ["Model is missing inputs"] },
      { request: { to: "model-main:8000", path: PREDICTIONS, body: CHURN } },
    ),
  ),
  scenario(
    undefined,
    "request without a content type",
    {},
    { state: "Available", answer: ["Can't find JSON in data"] },
    { also: ["F28"], request: { to: "model-main:8000", path: PREDICTIONS, body: IRIS, type: "text/plain" } },
  ),
  scenario(
    undefined,
    "path that nobody serves",
    {},
    { state: "Available", answer: ["404"] },
    { also: ["F45"], request: { to: "model-main:8000", path: "/predict", body: IRIS } },
  ),
  scenario(
    undefined,
    "prediction by GET",
    {},
    { state: "Available", answer: ["405"] },
    { also: ["F45"], request: { to: "model-main:8000", method: "GET", path: PREDICTIONS } },
  ),
  scenario(
    undefined,
    "explanation at the predictor's path",
    {},
    { state: "Available", answer: ["404"] },
    { also: ["S38"], request: { to: "model-main:8000", path: "/api/v1.0/explanations", body: IRIS } },
  ),
  scenario(
    undefined,
    "metrics by their real names",
    {},
    { state: "Available", answer: ["seldon_api_executor_server_requests_seconds_"] },
    { also: ["S58"], request: { to: "model-main:8000", method: "GET", path: "/prometheus" } },
  ),
  scenario(
    undefined,
    "gateway does not know the path",
    {},
    { state: "Available", answer: ["404"] },
    { also: ["F45"], request: { to: "gateway", path: GATEWAY.replace("/<namespace>", ""), body: IRIS } },
  ),
  scenario(
    "F38",
    "autoscaler misses a request",
    {
      predictor: [
        "componentSpecs:",
        "  - hpaSpec:",
        "      maxReplicas: 2",
        "      metrics: [{ type: Resource, resource: { name: cpu, targetAverageUtilization: 50 } }] ◀",
        "    spec:",
        "      containers:",
        "        - name: scorer",
      ],
    },
    {
      state: "Available",
      events: ["FailedGetResourceMetric", "missing request for cpu", "FailedComputeMetricsReplicas"],
    },
  ),
];
