// Hover texts against seldon-facts: servers §3, initializer §4, names and ports §5, probes §2.4.
import { describe, expect, test } from "vitest";
import { seldonFacts } from "../model/index.ts";
import { parseDocument } from "../yaml/index.ts";
import { hoverAt } from "./hover.ts";

/** The hover at `|` in the text, which is taken out first. */
function hover(marked: string, version = "1.17.1"): string | undefined {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return hoverAt(parseDocument(text), offset, seldonFacts(version))?.markdown;
}

function deployment(graph: string, { protocol = "seldon", rest = "" } = {}): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: iris}
spec:
  protocol: ${protocol}
  predictors:
    - name: main
      graph: ${graph}
${rest}`;
}

describe("implementation", () => {
  test.each([
    {
      server: "SKL|EARN_SERVER",
      protocol: "seldon",
      says: ["seldonio/sklearnserver:1.17.1", "`model.joblib`", "`method`", "75 s"],
    },
    {
      server: "SKL|EARN_SERVER",
      protocol: "v2",
      says: ["seldonio/mlserver:1.3.5-sklearn", "`model.pickle`", "no effect"],
    },
    { server: "SKL|EARN_SERVER", protocol: "kfserving", says: ["seldonio/mlserver:1.3.5-sklearn"] },
    {
      server: "XGB|OOST_SERVER",
      protocol: "seldon",
      says: ["seldonio/xgboostserver:1.17.1", "`model.bst`", "takes no parameters"],
    },
    { server: "MLF|LOW_SERVER", protocol: "seldon", says: ["seldonio/mlflowserver:1.17.1", "`MLmodel`", "`xtype`"] },
    { server: "TRI|TON_SERVER", protocol: "seldon", says: ["no image for the protocol `seldon`, only for `v2`"] },
    { server: "TENS|ORFLOW_SERVER", protocol: "tensorflow", says: ["tensorflow/serving:2.1.0"] },
    { server: "MY_|SERVER", protocol: "seldon", says: ["`predictor_servers`", "`seldon-config`"] },
    { server: "RANDOM|_ABTEST", protocol: "seldon", says: ["`ratioA`"] },
  ])("$server under $protocol", ({ server, protocol, says }) => {
    const text = hover(deployment(`{name: a, implementation: ${server}}`, { protocol }));
    for (const part of says) expect(text).toContain(part);
  });

  test("images are those of the release", () => {
    expect(hover(deployment("{name: a, implementation: SKL|EARN_SERVER}"), "1.16")).toContain(
      "seldonio/sklearnserver:1.16.0",
    );
  });

  test("a nested unit is told of as itself, on its key too", () => {
    const text = deployment("{name: a, children: [{name: b, impl|ementation: XGBOOST_SERVER}]}");
    expect(hover(text)).toContain("XGBoost");
  });
});

describe("modelUri", () => {
  const uri = (value: string, more = ""): string | undefined =>
    hover(deployment(`{name: classifier, implementation: SKLEARN_SERVER, model|Uri: "${value}"${more}}`));

  test("says who downloads it, from where to where", () => {
    const text = uri("s3://bucket/model", ", envSecretRefName: store");
    expect(text).toContain("`classifier-model-initializer`");
    expect(text).toContain("`seldonio/rclone-storage-initializer:1.17.1`");
    expect(text).toContain("`rclone copy s3://bucket/model /mnt/models`");
    expect(text).toContain("`RCLONE_CONFIG_S3_*` of the Secret `store`");
    expect(text).toContain("read-only");
  });

  test("says that a remote is not described anywhere", () => {
    expect(uri("minio:bucket/model")).toContain("no Secret is named");
  });

  test("says that gs is there for public buckets", () => {
    expect(uri("gs://bucket/model")).toContain("built in, for public buckets only");
  });

  test("a volume claim and a bare path are no remotes", () => {
    expect(uri("pvc://claim/model")).toContain("PersistentVolumeClaim `claim`");
    expect(uri("/models/iris")).toContain("folder inside the init container");
  });

  test("TensorFlow Serving's initializer is named after its own container (§3.4)", () => {
    const text = hover(deployment("{name: a, implementation: TENSORFLOW_SERVER, model|Uri: gs://b/m}"));
    expect(text).toContain("`tfserving-model-initializer`");
  });

  test("is nothing to the operator without a container to load it into", () => {
    expect(hover(deployment("{name: a, type: MODEL, model|Uri: gs://b/m}"))).toBeUndefined();
  });

  test("an init container of the user's is left alone", () => {
    const rest =
      "      componentSpecs: [{spec: {containers: [{name: a}], initContainers: [{name: a-model-initializer, image: i}]}}]\n";
    const text = hover(deployment("{name: a, implementation: SKLEARN_SERVER, model|Uri: s3://b/m}", { rest }));
    expect(text).toContain("of its own");
    expect(text).not.toContain("rclone copy");
  });
});

describe("a unit's name", () => {
  test("says ports, Service, and what is added (§5.1, §5.3, §4)", () => {
    const text = hover(deployment("{name: class|ifier, implementation: SKLEARN_SERVER, modelUri: gs://b/m}"));
    expect(text).toContain("Listens on 9000 (HTTP) and 9500 (gRPC)");
    expect(text).toContain("8000 (HTTP) and 5001 (gRPC)");
    expect(text).toContain("`iris-main-classifier`");
    expect(text).toContain("`classifier-model-initializer` and the volume `classifier-provision-location`");
    expect(text).toContain("The operator adds a container");
  });

  test("the second container gets the next ports, and a named port wins", () => {
    const rest =
      "      componentSpecs: [{spec: {containers: [{name: a}, {name: b, ports: [{name: grpc, containerPort: 7000}]}]}}]\n";
    const text = hover(deployment("{name: a, children: [{name: |b}]}", { rest }));
    expect(text).toContain("Listens on 9001 (HTTP) and 7000 (gRPC)");
  });

  test("a container that bears it says the same", () => {
    const rest = "      componentSpecs: [{spec: {containers: [{name: |a}]}}]\n";
    expect(hover(deployment("{name: a, type: MODEL}", { rest }))).toContain("Graph unit `a`");
  });

  test("a Service name beyond 63 characters is a hash", () => {
    const name = "a".repeat(60);
    expect(hover(deployment(`{name: |${name}, implementation: SKLEARN_SERVER}`))).toContain("named by a hash");
  });

  test("the executor is elsewhere when it is told to be", () => {
    const text = `spec:\n  annotations: {seldon.io/engine-separate-pod: "true"}\n  predictors: [{name: p, graph: {name: |a, implementation: SKLEARN_SERVER}}]\n`;
    expect(hover(text)).not.toContain("8000");
  });
});

describe("traffic", () => {
  test("lists the shares in force, unset ones and shadows too", () => {
    const text = hover(`kind: SeldonDeployment
spec:
  predictors:
    - {name: main, traff|ic: 90, graph: {name: a}}
    - {name: next, graph: {name: a}}
    - {name: shade, shadow: true, graph: {name: a}}
`);
    expect(text).toContain("**`main`: 90 %**");
    expect(text).toContain("`next`: 0 %, because its traffic is not set");
    expect(text).toContain("`shade`: a shadow");
    expect(text).toContain("Together 90 %; the webhook asks for 100.");
  });

  test("a single predictor has it all", () => {
    expect(
      hover("kind: SeldonDeployment\nspec: {predictors: [{name: main, traffic: |100, graph: {name: a}}]}\n"),
    ).toContain("all requests");
  });
});

describe("probes", () => {
  const probe = (probes: string): string | undefined =>
    hover(deployment("{name: a}", { rest: `      componentSpecs: [{spec: {containers: [{name: a, ${probes}}]}}]\n` }));

  test("the budget is delay plus period times failures, Kubernetes' own where left out", () => {
    expect(probe("liveness|Probe: {initialDelaySeconds: 60, periodSeconds: 5, failureThreshold: 3}")).toContain(
      "budget: 75 s",
    );
    expect(probe("livenessProbe: {initialDelay|Seconds: 100}")).toContain("budget: 130 s");
    expect(probe("startup|Probe: {periodSeconds: 10, failureThreshold: 120}")).toContain("Startup budget: 1200 s");
  });

  test("a readiness probe is never said to restart anything: it only takes the pod out of its Service (W01)", () => {
    const text = probe("readiness|Probe: {initialDelaySeconds: 60, periodSeconds: 5, failureThreshold: 3}") ?? "";
    expect(text).not.toMatch(/restart|SIGTERM|kill/i);
  });

  test("a startup probe comes first", () => {
    expect(probe("liveness|Probe: {periodSeconds: 5}, startupProbe: {failureThreshold: 60}")).toContain(
      "which may take 600 s",
    );
  });

  test("a number that a template makes is no number", () => {
    expect(probe('liveness|Probe: {initialDelaySeconds: "{{ delay }}"}')).toBeUndefined();
  });
});

test("the protocol lists the servers that have an image for it (§3.1)", () => {
  const text = hover(deployment("{name: a}", { protocol: "kf|serving" }));
  expect(text).toContain("Protocol `v2`");
  expect(text).toContain("`TRITON_SERVER`");
  expect(text).not.toContain("`TENSORFLOW_SERVER`");
});

test("there is nothing to say of other kinds, of comments and of space", () => {
  expect(hover("kind: Deployment\nspec: {predictors: [{graph: {implementation: SKLEARN|_SERVER}}]}\n")).toBeUndefined();
  expect(hover(`${deployment("{name: a}")}# traffic|: 100\n`)).toBeUndefined();
  expect(hover("|")).toBeUndefined();
});

test("names of a manifest cannot become markup", () => {
  const text = hover(deployment("{name: a, implementation: '**x** `y` [z](command:boom)|'}"));
  expect(text).toContain("`` **x** `y` [z](command:boom) ``");
});
