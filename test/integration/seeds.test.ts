// Holds the rules against the texts that started this project, as the command line does with --include-docs: each entry of the
// catalogue that these texts led to has a row with its finding and its line, or the reason why no text shows it. The texts
// themselves are not shipped: test/fixtures/seeds has what is wrong in them, and where they are beside the project, the same rows
// are held against them, too.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ENTRIES, ERRORS_OF_SEEDS } from "../../scripts/gen/failure-mode-reasons.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { allRules, lintText } from "../../server/src/core/index.ts";

const FIXTURES = "test/fixtures/seeds";
const DIARY = "examples/diary";
const SEEDS = path.resolve(projectRoot, "../shared/seeds");
const isPresent = existsSync(SEEDS);

/** The pages among the fixtures, and the seed that each is made from. */
const PAGES: Readonly<Record<string, string>> = {
  "platform.md": "001",
  "kubeflow.rst": "002",
  "laptop.md": "003",
  "r-pipeline.md": "004",
};

type Row = readonly [entry: string, file: string, code: string, line: string];

const PATCH = `-p='[{"op": "replace", "path": "/spec/predictors/1/traffic", "value": 5}]'`;
const SCALE = `-p='[{"op": "replace", "path": "/spec/replicas", "value": 5}]'`;
const INSTALL =
  "helm install seldon-core seldon-core-operator --repo https://storage.googleapis.com/seldon-charts --set istio.enabled=true --set usageMetrics.enabled=true --namespace seldon-system";
const WAIT = "kubectl wait --for=condition=ready pod -l app=seldon-controller-manager -n seldon-system --timeout=300s";
const ROLLOUT =
  "kubectl rollout status deploy/$(kubectl get deploy -l seldon-deployment-id=minio-sklearn -o jsonpath='{.items[0].metadata.name}')";
const TOKEN = `kubectl get secret $(kubectl get serviceaccount console-sa --namespace minio-system -o jsonpath="{.secrets[0].name}") --namespace minio-system -o jsonpath="{.data.token}" | base64 --decode`;
const PACKAGES = "packages_to_install=['pandas', 'pyarrow', 'sklearn', 'mlflow', 'boto3'])";
const EXPLAIN = String.raw`curl -X POST http://localhost:8080/api/v1.0/explanations \
`.trim();

/** A file of the fixtures, or one of the diary, whose manifests are shipped as examples. */
const ROWS: readonly Row[] = [
  [
    "S01",
    `${DIARY}/01-duplicate-volume.yaml`,
    "provision-volume-collision/volume",
    "name: scorer-provision-location # filled by our init container, read by the server",
  ],
  [
    "S02",
    `${DIARY}/02-initializer-without-model-uri.yaml`,
    "initializer-without-model-uri/unsetVariable",
    "name: fetch-model",
  ],
  ["S03", "platform.md", "secret-command/awsKeys", String.raw`--from-literal=AWS_ACCESS_KEY_ID=minio \ `.trim()],
  [
    "S04",
    `${DIARY}/03-rclone-conf-nobody-reads.yaml`,
    "rclone-config-mount/notRead",
    "mountPath: /root/.config/rclone/rclone.conf",
  ],
  ["S06", "platform.md", "model-uri-scheme/mlflow", "modelUri: models:/my_model/production"],
  [
    "S07",
    `${DIARY}/05-placeholder-left-in.yaml`,
    "model-uri-placeholder/placeholder",
    "modelUri: MODEL_URI_PLACEHOLDER",
  ],
  ["S08", "store.yaml", "endpoint-localhost/unnamedSecret", "RCLONE_CONFIG_LOCAL_ENDPOINT: http://localhost:9000"],
  ["S09", "store.yaml", "store-endpoint/shortHost", "RCLONE_CONFIG_STORE_ENDPOINT: http://minio-service:9000"],
  ["S10", "store.yaml", "rclone-provider/bucketBeforeHost", "RCLONE_CONFIG_S3_PROVIDER: AWS"],
  ["S12", `${DIARY}/06-wrong-server.yaml`, "server-for-artifact/mlflowArtifact", "implementation: XGBOOST_SERVER"],
  ["S14", `${DIARY}/07-unknown-parameter.yaml`, "server-parameters/takesNone", "name: model_file_name"],
  [
    "S15",
    `${DIARY}/08-conda-out-of-memory.yaml`,
    "mlflow-memory/small",
    "memory: 3Gi # enough for the model, not for conda",
  ],
  ["S16", "platform.md", "mlflow-startup-budget/defaultLiveness", "implementation: MLFLOW_SERVER"],
  [
    "S17",
    `${DIARY}/10-late-liveness.yaml`,
    "late-liveness-probe/late",
    "initialDelaySeconds: 600 # generous, for every start and in full",
  ],
  ["S18", "model/conda.yaml", "model-requirements/replaced", "mlflow==2.17.2"],
  ["S19", "model/conda.yaml", "conda-environment/unpinned", "xgboost"],
  ["S20", "model/MLmodel", "mlmodel-environment/mappingForOldServer", "env:"],
  ["S21", "kubeflow.rst", "mlmodel-flavors/dedented", "python_function:"],
  ["S22", "wine.yaml", "image-tag/seldonSnapshot", "image: seldonio/mlflowserver:1.14.0-dev"],
  [
    "S23",
    "wine.yaml",
    "mlflow-model-folder/artifacts",
    "modelUri: s3://mlflow/0/4a02ebc811b84e1194b452b38c2d96d8/artifacts",
  ],
  ["S25", "kubeflow.rst", "pip-name-sklearn/deprecated", PACKAGES],
  ["S26", "serve.Dockerfile", "image-packages/noBoto", "RUN pip install mlflow"],
  ["S28", "platform.md", "unit-name/missing", "graph:"],
  ["S29", "platform.md", "unit-container/missing", "name: combiner"],
  ["S30", "platform.md", "unit-type/implementationAsType", "type: AVERAGE_COMBINER"],
  ["S31", "split.yaml", "traffic-sum/wrongTotal", "traffic: 100"],
  ["S32", "platform.md", "traffic-patch/oneSided", PATCH],
  ["S33", "platform.md", "patch-path/byIndex", PATCH],
  ["S34", "wine.yaml", "replicas-without-effect/everyPredictor", "replicas: 5"],
  ["S36", "platform.md", "seldon-image/nonexistent", "image: seldonio/alibi-explain-server:1.17.1"],
  ["S37", "platform.md", "explainer-model/noModel", "type: AnchorTabular"],
  ["S38", "platform.md", "explain-address/noSuchPath", EXPLAIN],
  ["S39", "serve.Dockerfile", "image-port/executorPort", "EXPOSE 8000"],
  ["S40", "split.yaml", "manifest-fragment/fragment", "spec:"],
  ["S41", "laptop.md", "helm-ingress/otherIngress", INSTALL],
  [
    "S42",
    "r-pipeline.md",
    "helm-ingress/noIngress",
    String.raw`helm install seldon-core seldon-core-operator \ `.trim(),
  ],
  ["S44", "laptop.md", "chart-version/tooOld", INSTALL],
  ["S45", "install.sh", "script-namespace/misspelt", "kubectl get pods -n ambassador"],
  ["S46", "platform.md", "pod-selector/noSuchLabel", WAIT],
  ["S47", "laptop.md", "rollout-wait/tooEarly", ROLLOUT],
  ["S48", "laptop.md", "outdated-command/tokenSecret", TOKEN],
  [
    "S49",
    "laptop.md",
    "outdated-command/replaced",
    "mc config host add minio-local http://localhost:9000 minioadmin minioadmin",
  ],
  ["S50", "laptop.md", "secret-command/wellKnown", "--set secretKey=minioadmin --namespace minio-system"],
  ["S52", "kubeflow.rst", "pod-default/readByNobody", "name: MINIO_ENDPOINT_URL"],
  ["S53", "kubeflow.rst", "yaml-syntax/invalid", "valueFrom:"],
  ["S54", "kubeflow.rst", "script-namespace/missingBlank", "| microk8s kubectl apply -n $USER_NAMESPACE-f -"],
  ["S57", "platform.md", "kong-kind/noSuchKind", "kind: KongService"],
  ["S58", "platform.md", "metric-name/unknown", "`seldon_deployment_prediction_count`: Prediction count"],
  ["W03", "model/conda.yaml", "model-requirements/replaced", "pandas==2.0.3"],
  [
    "W04",
    `${DIARY}/10-late-liveness.yaml`,
    "late-liveness-probe/late",
    "initialDelaySeconds: 600 # generous, for every start and in full",
  ],
  ["W05", `${DIARY}/01-duplicate-volume.yaml`, "initializer-without-model-uri/alsoRuns", "name: fetch-model"],
  ["W07", "platform.md", "model-uri-scheme/mlflow", "modelUri: models:/my_commodity_model/production"],
  ["W08", "platform.md", "unit-name/missing", "graph:"],
  ["W09", "platform.md", "unit-type/implementationAsType", "type: AVERAGE_COMBINER"],
  ["W10", "platform.md", "traffic-patch/oneSided", PATCH],
  ["W11", "platform.md", "secret-command/shortHost", "--from-literal=MLFLOW_S3_ENDPOINT_URL=http://minio-service:9000"],
  ["W12", "kubeflow.rst", "mlmodel-flavors/dedented", "python_function:"],
  ["W13", "kubeflow.rst", "yaml-syntax/invalid", "implementation:"],
  [
    "W14",
    "kubeflow.rst",
    "pipeline-code/swapped",
    ".add_env_variable(V1EnvVar (name='accesskey', value='AWS_ACCESS_KEY_ID'))",
  ],
  ["W15", "kubeflow.rst", "pod-default/readByNobody", "name: MINIO_ENDPOINT_URL"],
  ["W16", "platform.md", "seldon-image/nonexistent", "image: seldonio/alibi-explain-server:1.17.1"],
  ["W17", "platform.md", "pipeline-code/gatewayObject", `gateway_endpoint="seldon-gateway.istio-system:80",`],
  ["W19", "platform.md", "patch-path/deploymentReplicas", SCALE],
  ["W20", "platform.md", "kong-kind/noSuchKind", "kind: KongService"],
  ["W21", "laptop.md", "helm-ingress/otherIngress", INSTALL],
  ["W22", "laptop.md", "chart-version/tooOld", INSTALL],
  [
    "W23",
    "store.yaml",
    "store-endpoint/consolePort",
    "RCLONE_CONFIG_CONSOLE_ENDPOINT: http://minio.storage.svc.cluster.local:9001",
  ],
  ["W25", "store.yaml", "rclone-provider/readByNobody", 'AWS_S3_PATH_STYLE_ACCESS: "true"'],
  ["W26", "kubeflow.rst", "pip-name-sklearn/deprecated", PACKAGES],
  ["W27", "store.yaml", "rclone-provider/spelling", "RCLONE_CONFIG_DOCS_PROVIDER: minio"],
];

/** Entries that no text shows, by what it takes to see them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "a cluster: a log, an event or a state tells": "S05 S13 S43 S55 S56 S59 W01 W02 W18",
  "a store: only a listing of the bucket tells": "S11",
  "two files: a Secret whose namespace is another, which its rule's cases have": "S51",
  "both a Secret and a unit: the rule's own cases have them": "S35",
  "code that trains, which is not read": "S24 S27",
  "told in words, of which hovers say what is right": "W06 W24",
};

/** Rows of a page that the seed itself does not have as they are: the fixture makes them of what it tells. */
const OF_FIXTURE_ONLY: ReadonlySet<string> = new Set(["S52", "W15"]);

test("every entry of the seeds has a row or a reason, none of them twice", () => {
  const elsewhere = Object.values(ELSEWHERE).flatMap(entries => entries.split(" "));
  const listed = [...ROWS.map(([entry]) => entry), ...elsewhere].sort();
  const ofSeeds = [...ENTRIES, ...ERRORS_OF_SEEDS].map(([id]) => id).filter(id => !id.startsWith("F"));
  expect(listed).toEqual(ofSeeds.sort());
});

describe("what is wrong in the seeds", () => {
  test.each(ROWS)("%s: %s has %s at “%s”", (_entry, file, code, line) => {
    const where = file.includes("/") && file.startsWith(DIARY) ? file : `${FIXTURES}/${file}`;
    expect(found(readFileSync(path.join(projectRoot, where), "utf8"), file)).toContain(`${code} at ${line}`);
  });
});

const ofPages = ROWS.filter(([entry, file]) => PAGES[file] !== undefined && !OF_FIXTURE_ONLY.has(entry));
const name = isPresent
  ? "the seeds themselves"
  : "the seeds themselves (skipped: ../shared/seeds is not beside the project)";

describe.skipIf(!isPresent)(name, () => {
  test.each(ofPages)("%s: %s has %s at “%s”", (_entry, file, code, line) => {
    const seed = readdirSync(SEEDS).find(one => one.startsWith(PAGES[file] ?? "?")) ?? "";
    expect(found(readFileSync(path.join(SEEDS, seed), "utf8"), file)).toContain(`${code} at ${line}`);
  });
});

/** Findings by rule and message, with the line that they begin on. */
function found(text: string, fileName: string): string[] {
  const lines = text.split("\n");
  return lintText(text, { rules: allRules, fileName, onCrash: "throw" }).findings.map(({ rule, messageId, range }) => {
    const line = lines[text.slice(0, range.start).split("\n").length - 1] ?? "";
    return `${rule}/${messageId} at ${line.trim().replace(/^- /, "")}`;
  });
}
