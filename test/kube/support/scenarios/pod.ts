// Deployments whose pods do not come about, or not on a node: failure-modes §1.3, §2 and diagnosis 6 of §3(b).
import {
  container,
  GRAPH_WITHOUT_SERVER,
  manifest,
  played,
  scenario,
  toldAt,
  type Scenario,
  type Shown,
} from "./scenario.ts";

/** The operator's own pass ends with a refusal: no Deployment, no pod. */
function refused(...status: readonly string[]): Shown {
  return { state: "Failed", status };
}

/** Lines of a predictor with volumes. */
const OWN_VOLUME = [
  "componentSpecs:",
  "  - spec:",
  "      volumes:",
  "        - name: scorer-provision-location ◀",
  "          emptyDir: {}",
  "      containers:",
  "        - name: scorer",
];
const DUPLICATE = 'spec.template.spec.volumes[N].name: Duplicate value: "<unit>-provision-location"';
const NO_IMAGE = "spec.template.spec.containers[0].image: Required value";

export const POD_SCENARIOS: readonly Scenario[] = [
  scenario(
    "S01",
    "model volume twice",
    { predictor: OWN_VOLUME },
    {
      ...refused(DUPLICATE),
      events: ["InternalError"],
    },
  ),
  {
    ...scenario("S01", "volume twice, remote not defined", { predictor: OWN_VOLUME, ref: false }, refused(DUPLICATE)),
    isTwofold: true,
  },
  scenario(
    "F24",
    "own initializer, no volume",
    {
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
    },
    refused('spec.template.spec.containers[0].volumeMounts[N].name: Not found: "<unit>-provision-location"'),
  ),
  scenario("F18", "no image for the protocol", { server: "HUGGINGFACE_SERVER ◀" }, refused(NO_IMAGE)),
  scenario(
    "F04",
    "override of nobody",
    { predictor: ["componentSpecs:", "  - spec:", "      containers:", "        - name: scorrer ◀"] },
    refused(NO_IMAGE),
  ),
  {
    ...scenario(
      "F37",
      "autoscaler in an item of its own",
      {},
      refused("engine not separate and no pu with localhost service - not clear where to inject engine"),
    ),
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
  scenario(
    "F38",
    "autoscaler without a target",
    {
      predictor: [
        "componentSpecs:",
        "  - hpaSpec:",
        "      maxReplicas: 2",
        "      metrics: [{ type: Resource, resource: { name: cpu } }] ◀",
        "    spec:",
        "      containers:",
        "        - name: scorer",
      ],
    },
    refused(
      "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization",
    ),
  ),
  scenario(
    "F68",
    "disruption budget with both bounds",
    {
      predictor: [
        "componentSpecs:",
        "  - pdbSpec: { minAvailable: 1, maxUnavailable: 1 } ◀",
        "    spec:",
        "      containers:",
        "        - name: scorer",
      ],
    },
    refused("minAvailable and maxUnavailable cannot be both set"),
  ),
  scenario(
    "F67",
    "GPU request and limit differ",
    { predictor: container("resources: { requests: { nvidia.com/gpu: 1 }, limits: { nvidia.com/gpu: 2 } } ◀") },
    refused("must be equal to nvidia.com/gpu limit"),
  ),
  scenario(
    "F73",
    "value of the pod refused",
    { predictor: container("imagePullPolicy: NotValid ◀") },
    refused("Unsupported value"),
  ),
  scenario(
    "F73",
    "port beyond the last",
    { predictor: container("ports: [{ name: http, containerPort: 90000 }] ◀") },
    {
      state: "Failed",
    },
  ),
  {
    ...scenario("F57", "name that is no name", {}, refused("metadata.name: Invalid value")),
    manifest: manifest({}).replace("name: main", "name: Main_1 ◀"),
  },
  scenario(
    "S37",
    "explainer type that v2 does not know",
    {
      spec: ["protocol: v2"],
      predictor: ["explainer:", "  type: SHAP ◀", "  modelUri: gs://seldon-models/sklearn/explainer"],
    },
    refused("SHAP not supported"),
  ),
  scenario(
    "F09",
    "no such service account",
    {
      predictor: [
        "componentSpecs:",
        "  - spec:",
        "      serviceAccountName: nobody ◀",
        "      containers:",
        "        - name: scorer",
      ],
    },
    { state: "Creating", events: ['error looking up service account …: serviceaccount "x" not found', "FailedCreate"] },
  ),
  toldAt(
    "- name: main",
    scenario(
      "F31",
      "quota is used up",
      { predictor: container("resources: { requests: { cpu: 500m }, limits: { cpu: 500m } }") },
      { state: "Creating", events: ["exceeded quota", "FailedCreate"] },
      {
        beside: [
          "{ apiVersion: v1, kind: ResourceQuota, metadata: { name: team }, spec: { hard: { requests.cpu: 100m } } }",
        ],
      },
    ),
  ),
  toldAt(
    "- name: main",
    scenario(
      "F31",
      "quota wants limits",
      { predictor: container("resources: { requests: { cpu: 500m } }") },
      { state: "Creating", events: ["must specify limits.cpu", "FailedCreate"] },
      {
        beside: [
          "{ apiVersion: v1, kind: ResourceQuota, metadata: { name: team }, spec: { hard: { limits.cpu: 10 } } }",
        ],
      },
    ),
  ),
  toldAt(
    "- name: main",
    scenario(
      "F31",
      "less than the limit range asks for",
      { predictor: container("resources: { requests: { memory: 64Mi } }") },
      { state: "Creating", events: ["minimum memory usage per Container is …", "FailedCreate"] },
      {
        beside: [
          "{ apiVersion: v1, kind: LimitRange, metadata: { name: bounds }, spec: { limits: [{ type: Container, min: { memory: 128Mi } }] } }",
        ],
      },
    ),
  ),
  toldAt(
    "- name: main",
    scenario(
      "F58",
      "pod security refuses the pod",
      { predictor: container("securityContext: { allowPrivilegeEscalation: true }") },
      {
        state: "Creating",
        events: ['violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false', "FailedCreate"],
      },
      { namespaceLabels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    ),
  ),
  scenario(
    "F31",
    "no node has room",
    { predictor: container("resources: { requests: { cpu: 900 } } ◀") },
    {
      state: "Creating",
      events: ["Insufficient cpu"],
    },
  ),
  scenario(
    "F31",
    "no node has a GPU",
    { predictor: container("resources: { limits: { nvidia.com/gpu: 1 } } ◀") },
    {
      state: "Creating",
      events: ["Insufficient nvidia.com/gpu"],
    },
  ),
  scenario(
    "F15",
    "image cannot be pulled",
    { predictor: container("image: registry.example/does-not-exist:1 ◀") },
    {
      state: "Creating",
      pod: ["ImagePullBackOff"],
      events: ["ErrImagePull"],
    },
  ),
  scenario(
    "F15",
    "tag that was never published",
    { predictor: container("image: seldonio/sklearnserver:9.9.9 ◀") },
    {
      state: "Creating",
      pod: ["ImagePullBackOff"],
      events: ["ErrImagePull"],
    },
  ),
  scenario(
    "F15",
    "image behind a login",
    { predictor: container("image: registry.example/team/scorer:1 ◀"), spec: played("image-denied") },
    {
      state: "Creating",
      pod: ["ImagePullBackOff"],
      events: ["ErrImagePull", "pull access denied", "repository does not exist or may require 'docker login'"],
    },
  ),
  scenario(
    "F15",
    "registry has had enough",
    { predictor: container("image: seldonio/sklearnserver:1.17.1 ◀"), spec: played("image-rate-limit") },
    {
      state: "Creating",
      pod: ["ImagePullBackOff"],
      events: ["ErrImagePull", "toomanyrequests: You have reached your pull rate limit"],
    },
  ),
  scenario(
    "S36",
    "explainer image not published",
    {
      predictor: [
        "explainer:",
        "  type: AnchorTabular",
        "  modelUri: gs://seldon-models/sklearn/explainer",
        "  containerSpec:",
        "    name: explainer",
        "    image: seldonio/alibi-explain-server:1.17.1 ◀",
      ],
    },
    { state: "Creating", pod: ["ImagePullBackOff"], events: ["ErrImagePull"] },
  ),
  scenario(
    "F09",
    "no such key",
    { predictor: container("env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: store, key: nobody } } }] ◀") },
    { state: "Creating", pod: ["CreateContainerConfigError"] },
  ),
  scenario(
    "F09",
    "no such ConfigMap",
    { predictor: container("envFrom: [{ configMapRef: { name: nobody-made-it } }] ◀") },
    {
      state: "Creating",
      pod: ["CreateContainerConfigError"],
    },
  ),
  scenario(
    "F44",
    "memory in thousandths",
    { predictor: container("resources: { limits: { memory: 512m } } ◀") },
    {
      state: "Creating",
      events: ["container init was OOM-killed (memory limit too low?)"],
    },
  ),
  toldAt(
    "name: scorer",
    scenario(
      "F54",
      "node has no disk left",
      { spec: played("disk-pressure") },
      { state: "Creating", events: ["The node was low on resource: ephemeral-storage"] },
    ),
  ),
  {
    ...scenario("F51", "another operator's", {}, { state: undefined }),
    manifest: manifest({}).replace(
      "  name: model\n",
      "  name: model\n  labels:\n    seldon.io/controller-id: other ◀\n",
    ),
  },
];
