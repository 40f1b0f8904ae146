// What is wrong with a cluster, or with how it is asked: failure-modes §1.4, F02, F13 and diagnoses 4, 5 and 7 of §3(b).
import { manifest, played, STORE, type ClusterScenario, type Shown } from "./scenario.ts";

const WELL = manifest({});
const PREDICTIONS = "/seldon/<namespace>/model/api/v1.0/predictions";
const IRIS = '{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}';
const NO_ENDPOINTS = 'no endpoints available for service "seldon-webhook-service"';

const REJECTED = "The request is invalid: the server rejected our request due to an error in our request";

function inStates(
  mode: string | undefined,
  title: string,
  states: readonly string[],
  shows: Shown,
  more: Partial<ClusterScenario> = {},
): ClusterScenario {
  return { mode, title, states, shows, secret: STORE, ...more };
}

/** The webhook cannot be called: nothing can be applied. */
function webhookFails(...texts: readonly string[]): Shown {
  return {
    state: undefined,
    apply: [
      'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": ',
      'Post "https://seldon-webhook-service.seldon-system.svc:443/validate-machinelearning-seldon-io-v1-seldondeployment?timeout=…": ',
      ...texts,
    ],
  };
}

/** The operator ends while it starts, and the webhook with it. */
function operatorEnds(text: string, ...apply: readonly string[]): Shown {
  return { state: undefined, pod: ["CrashLoopBackOff"], operator: ["unable to create controller", text], apply };
}

function says(
  entry: string,
  title: string,
  kubectl: readonly string[],
  text: string,
  more: Partial<ClusterScenario> = {},
): ClusterScenario {
  return inStates(
    undefined,
    title,
    [],
    { state: undefined, kubectl: [text] },
    { also: [entry], manifest: false, kubectl, ...more },
  );
}

const TWO = [
  ...WELL.trimEnd().split("\n"),
  "      traffic: 90",
  ...WELL.slice(WELL.indexOf("    - name: main")).trimEnd().replace("name: main", "name: canary").split("\n"),
  "      traffic: 25",
  "",
].join("\n");

export const CLUSTER_SCENARIOS: readonly ClusterScenario[] = [
  inStates("F02", "nothing listens behind the webhook", ["webhook-down"], webhookFails("connect: connection refused")),
  inStates("F02", "a firewall before the webhook", ["webhook-timeout"], webhookFails("context deadline exceeded")),
  inStates(
    "F02",
    "webhook's Service is gone",
    ["webhook-gone"],
    webhookFails('service "seldon-webhook-service" not found'),
  ),
  inStates(
    "F13",
    "webhook's certificate is over",
    ["webhook-certificate-expired"],
    webhookFails("x509: certificate has expired or is not yet valid"),
  ),
  inStates(
    "F13",
    "webhook's certificate is of another authority",
    ["webhook-certificate-foreign"],
    webhookFails("certificate signed by unknown authority"),
  ),
  inStates(
    "S41",
    "operator for Istio without Istio",
    ["istio-missing"],
    operatorEnds('no matches for kind "VirtualService" in version "networking.istio.io/v1alpha3"', NO_ENDPOINTS),
  ),
  inStates(
    "S41",
    "operator for Ambassador without Ambassador",
    ["ambassador-missing"],
    operatorEnds('no matches for kind "Mapping" in version "getambassador.io/v2"', NO_ENDPOINTS),
    { ingress: "ambassador" },
  ),
  inStates(
    "S44",
    "operator for another Kubernetes",
    ["operator-too-new"],
    operatorEnds('no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2"', NO_ENDPOINTS),
  ),
  inStates(
    "F64",
    "Seldon Core is not installed",
    ["no-crd"],
    { state: undefined, kubectl: ['no matches for kind "SeldonDeployment" in version "machinelearning.seldon.io/'] },
    { manifest: false, kubectl: ["apply", "-n", "<namespace>", "-f", "-"], input: WELL },
  ),
  inStates(
    "S43",
    "gateway is missing",
    ["no-gateway"],
    { state: "Available", answer: ["404"] },
    {
      request: { to: "gateway", path: PREDICTIONS, body: IRIS },
    },
  ),
  inStates(
    "F52",
    "gateway wants an identity",
    ["gateway-auth"],
    { state: "Available", answer: ["RBAC: access denied"] },
    { request: { to: "gateway", path: PREDICTIONS, body: IRIS } },
  ),
  inStates(
    "F50",
    "namespace that the webhook does not look at",
    ["webhook-for-kubeflow"],
    { state: "Available" },
    { manifest: TWO },
  ),
  inStates(
    "F50",
    "two at once: a webhook that looks away, and a gateway that wants an identity",
    ["webhook-for-kubeflow", "gateway-auth"],
    { state: "Available", answer: ["RBAC: access denied"] },
    { and: "F52", manifest: TWO, request: { to: "gateway", path: PREDICTIONS, body: IRIS } },
  ),
  inStates(
    undefined,
    "traffic that does not add up",
    [],
    { state: undefined, apply: ['spec: Invalid value: "main": Traffic must sum to 100 for multiple predictors'] },
    { also: ["S31", "S32"], manifest: TWO },
  ),
  inStates(
    "F01",
    "broken update",
    [],
    { state: "Creating", status: ["ProgressDeadlineExceeded"] },
    { also: ["F39"], before: WELL, manifest: WELL.replace("sklearn/iris", "does-not-exist/iris") },
  ),
  inStates(
    "S42",
    "no ingress at all",
    [],
    { state: "Available", status: ["No VirtualServices defined", "No Ambassador Mappaings defined"] },
    { ingress: "none" },
  ),
  inStates(
    undefined,
    "gateway gives up after three seconds",
    [],
    { state: "Available", answer: ["upstream request timeout", "504"] },
    {
      also: ["F14"],
      ingress: "ambassador",
      manifest: manifest({ spec: played("slow-answers") }),
      request: { to: "gateway", path: PREDICTIONS, body: IRIS },
    },
  ),
  inStates(
    undefined,
    "time-out in milliseconds that was meant in seconds",
    [],
    { state: "Available", answer: ["504"] },
    {
      also: ["F61"],
      ingress: "ambassador",
      manifest: manifest({ spec: [...played("slow-answers"), '  seldon.io/rest-timeout: "30"'] }),
      request: { to: "gateway", path: PREDICTIONS, body: IRIS },
    },
  ),
  says(
    "S33",
    "patch of what is not there",
    [
      "patch",
      "sdep",
      "model",
      "-n",
      "<namespace>",
      "--type=json",
      "-p",
      '[{"op":"replace","path":"/spec/predictors/1/traffic","value":5}]',
    ],
    REJECTED,
    { before: WELL, shows: { state: "Available", kubectl: [REJECTED] } },
  ),
  says(
    "S46",
    "wait for a label that nobody has",
    [
      "wait",
      "pod",
      "-n",
      "seldon-system",
      "-l",
      "app=seldon-controller-manager",
      "--for=condition=Ready",
      "--timeout=1s",
    ],
    "error: no matching resources found",
  ),
  says(
    "S47",
    "Deployment that is not there yet",
    [
      "get",
      "deploy",
      "-n",
      "<namespace>",
      "-l",
      "seldon-deployment-id=model",
      "-o",
      "jsonpath={.items[0].metadata.name}",
    ],
    'error: error executing jsonpath "{.items[0].metadata.name}": … array index out of bounds: index 0, length 0',
  ),
  says(
    "F64",
    "version that no cluster serves any more",
    ["apply", "-n", "<namespace>", "-f", "-"],
    'no matches for kind "SeldonDeployment" in version "machinelearning.seldon.io/v1alpha1"',
    { input: WELL.replace("seldon.io/v1", "seldon.io/v1alpha1") },
  ),
  says("F72", "manifest of Seldon Core 2", ["apply", "-n", "<namespace>", "-f", "-"], 'no matches for kind "Model"', {
    input: "apiVersion: mlops.seldon.io/v1alpha1\nkind: Model\nmetadata:\n  name: iris\nspec: {}\n",
  }),
];
