import { expect, test } from "vitest";
import { preflight, type OperatorFacts, type PreflightFacts } from "./preflight.ts";
import { quantity } from "./quantity.ts";

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;

const operator: OperatorFacts = {
  namespace: "seldon-system",
  name: "seldon-controller-manager",
  image: "docker.io/seldonio/seldon-core-operator:1.17.1",
  readyReplicas: 1,
  env: { ISTIO_ENABLED: "true", AMBASSADOR_ENABLED: "false", CONTROLLER_ID: "" },
  args: [],
};

const good: PreflightFacts = {
  now: NOW,
  kubernetes: "v1.27.3",
  operator,
  crd: {
    versions: [
      { name: "v1", served: true },
      { name: "v1alpha2", served: true },
    ],
  },
  webhooks: [{ name: "seldon-validating-webhook-configuration-seldon-system", serviceNamespace: "seldon-system" }],
  dryRun: { isAccepted: true, said: "" },
  certificateEnd: NOW + 200 * DAY,
  kinds: { istio: true, ambassador: false },
  namespace: { name: "models", labels: {}, quotas: [] },
};

function troubles(changes: Partial<PreflightFacts>): string[] {
  return preflight({ ...good, ...changes })
    .filter(({ severity }) => severity !== "ok")
    .map(({ severity, id }) => `${severity} ${id}`);
}

test("a good cluster has nothing but good news", () => {
  expect(troubles({})).toEqual([]);
  expect(preflight(good).map(({ id }) => id)).toEqual([
    "crd",
    "operator",
    "version",
    "dry-run",
    "certificate",
    "ingress",
    "namespace",
  ]);
});

test("what could not be looked at is not judged", () => {
  expect(preflight({ now: NOW, kubernetes: "v1.27.3" })).toEqual([]);
});

test.each<[string, Partial<PreflightFacts>, string[]]>([
  ["no CRD", { crd: null }, ["error crd"]],
  ["v1 not served", { crd: { versions: [{ name: "v1alpha2", served: true }] } }, ["error crd"]],
  ["no operator", { operator: null, webhooks: undefined }, ["error operator"]],
  ["an operator that is not seen, and whose webhook answers", { operator: null }, ["information operator"]],
  ["operator not ready", { operator: { ...operator, readyReplicas: 0 } }, ["error operator"]],
  ["operator 1.17 on 1.22 (S44)", { kubernetes: "v1.22.4" }, ["error version"]],
  [
    "operator 1.15 on 1.27 (S44)",
    { operator: { ...operator, image: "seldonio/seldon-core-operator:1.15.1" } },
    ["warning version"],
  ],
  ["an image by digest", { operator: { ...operator, image: "x/y@sha256:0" } }, ["information version"]],
  ["certificate over (F13)", { certificateEnd: NOW - 1 }, ["error certificate"]],
  ["certificate ends soon", { certificateEnd: NOW + 29 * DAY }, ["warning certificate"]],
  ["flag without Istio (S41)", { kinds: { istio: false, ambassador: true } }, ["error ingress"]],
  [
    "Ambassador without its flag (S41)",
    { operator: { ...operator, env: {} }, kinds: { istio: false, ambassador: true } },
    ["warning ingress"],
  ],
  [
    "no ingress (S42)",
    { operator: { ...operator, env: {} }, kinds: { istio: false, ambassador: false } },
    ["information ingress"],
  ],
  [
    "another operator's namespace (F51)",
    { namespace: { name: "models", labels: { "seldon.io/controller-id": "team-a" } } },
    ["error controller-id"],
  ],
  [
    "Kubeflow's namespace label (F50)",
    {
      webhooks: [
        {
          name: "seldon-validating-webhook-configuration-seldon-system",
          serviceNamespace: "seldon-system",
          namespaceLabels: { "serving.kubeflow.org/inferenceservice": "enabled" },
        },
      ],
    },
    ["warning namespace-label"],
  ],
  [
    "a leftover of an old install (F02)",
    { webhooks: [{ name: "seldon-validating-webhook-configuration-old", serviceNamespace: "old" }] },
    ["warning stale-webhook"],
  ],
  [
    "an operator for another namespace",
    { operator: { ...operator, args: ["--namespace=ml"] } },
    ["error watch-namespace"],
  ],
  [
    "its variable wins",
    { operator: { ...operator, args: ["--namespace", "ml"], env: { ...operator.env, WATCH_NAMESPACE: "models" } } },
    [],
  ],
  ["no webhook", { webhooks: [] }, ["warning webhook"]],
  ["no namespace", { namespace: null }, ["error namespace"]],
  [
    "a full quota (F31)",
    {
      namespace: {
        name: "models",
        labels: {},
        quotas: [
          { name: "team", hard: { "limits.memory": "4Gi", pods: "9" }, used: { "limits.memory": "3700Mi", pods: "3" } },
        ],
      },
    },
    ["warning quota"],
  ],
])("%s", (_, changes, expected) => {
  expect(troubles(changes)).toEqual(expected);
});

test("a webhook that does not answer is explained by its signature", () => {
  const said =
    'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": Post "https://seldon-webhook-service.seldon-system.svc:443/validate?timeout=10s": x509: certificate has expired or is not yet valid';
  const [finding] = preflight({ ...good, dryRun: { isAccepted: false, said } });
  expect(finding).toMatchObject({ id: "dry-run", severity: "error" });
  expect(finding?.meaning).not.toBe(said);
});

test("commands name what was found", () => {
  const [finding] = preflight({ ...good, certificateEnd: NOW - 1 });
  expect(finding?.command).toBe(
    "helm upgrade seldon-core seldon-core-operator --repo https://storage.googleapis.com/seldon-charts --version 1.17.1 --namespace seldon-system --reuse-values",
  );
});

test.each([
  ["500m", 0.5],
  ["1", 1],
  ["1Gi", 1_073_741_824],
  ["1G", 1_000_000_000],
  ["1e3", 1000],
  [".5", 0.5],
])("%s is %d", (text, number) => {
  expect(quantity(text)).toBe(number);
});

test.each(["", "1 Gi", "10Mib", "1,5", "abc"])("%j is no quantity", text => {
  expect(quantity(text)).toBeUndefined();
});
