// The last step, where everything looks in order: does it answer, at its Service and through the ingress (failure-modes.md §3b, number 7)?
import * as l10n from "@vscode/l10n";
import { valueAt } from "../deploy/plain.ts";
import { serviceName } from "../health/owners.ts";
import type { SeldonDeploymentNode } from "../health/tree.ts";
import { hashedIfLong } from "../predict/hashed-name.ts";
import { parseTime } from "../time.ts";
import type { Judged } from "./causes-seen.ts";
import type { Cause } from "./cause.ts";
import type { Known, Need, ReadinessAnswer, ReadinessCall } from "./known.ts";

/** Port of the executor for REST (seldon-facts §5.4). */
const EXECUTOR_PORT = 8000;

/** Each costs a forward. */
const MAX_PREDICTORS = 4;

/** For so long an ingress may not have heard of a deployment yet, in milliseconds. */
const ROUTES_SETTLE = 60_000;

/** A GET changes nothing. What the operator's webhook looks at is asked for as well. */
export function readinessNeeds(known: Known, tree: SeldonDeploymentNode): Need[] {
  const calls = callsFor(known, tree);
  return [...(calls.length > 0 ? [{ kind: "readiness", calls } as const] : []), { kind: "operator" }];
}

function callsFor({ namespace, name }: Known, { predictors, routes }: SeldonDeploymentNode): ReadinessCall[] {
  const direct = predictors
    .filter(({ spec }) => valueAt(spec, "ssl") === undefined)
    .filter(({ workloads }) =>
      workloads.some(({ pods }) => pods.some(({ containers }) => containers.some(({ role }) => role === "executor"))),
    )
    .slice(0, MAX_PREDICTORS)
    .map(({ spec }): ReadinessCall => {
      const service = hashedIfLong(serviceName(name, spec));
      return { through: "service", predictor: spec.name, service, port: EXECUTOR_PORT, path: "/ready" };
    });
  const isRouted = routes.some(({ kind }) => kind === "VirtualService" || kind === "Mapping");
  if (direct.length === 0 || !isRouted) return direct;
  return [...direct, { through: "ingress", path: `/seldon/${namespace}/${name}/ready` }];
}

export function readinessCauses(known: Known, { tree }: Judged): Cause[] {
  const calls = callsFor(known, tree);
  const answers = known.get({ kind: "readiness", calls }, "readiness")?.answers ?? [];
  const direct = answers.flatMap(answer => (isWell(answer) ? [] : directCause(answer)));
  // Behind an executor that is not ready itself the ingress has nothing to say.
  const isReady = answers.some(answer => answer.call.through === "service" && isWell(answer));
  const routed = isReady && direct.length === 0 ? answers.flatMap(answer => ingressCause(answer, known, tree)) : [];
  return [...unwatched(known), ...direct, ...routed];
}

function isWell({ status }: ReadinessAnswer): boolean {
  return status >= 200 && status < 300;
}

function directCause(answer: ReadinessAnswer): Cause[] {
  const { call, status } = answer;
  if (call.through !== "service") return [];
  return [
    {
      signature: "executor-answers-not-ready",
      failureModes: [],
      title: l10n.t`the executor of ${call.predictor} answers ${status}`,
      meaning: l10n.t`The pods are ready, and the executor of ${call.predictor} answers ${status} to ${call.path}: it does not reach one of its units, or something else stands at its port.`,
      remedy: l10n.t("Look at the executor's log: it names the unit that it does not reach."),
      step: "executor",
      confidence: "possible",
      part: { predictor: call.predictor },
      evidence: [{ object: l10n.t`Service ${call.service}, GET ${call.path}`, line: lineOf(answer) }],
    },
  ];
}

function ingressCause(answer: ReadinessAnswer, known: Known, tree: SeldonDeploymentNode): Cause[] {
  const { call, status } = answer;
  const said = call.through === "ingress" && !isWell(answer) ? ingressWords(status) : undefined;
  if (!said || (said.mayPass && isYoung(known, tree))) return [];
  return [
    {
      signature: said.signature,
      failureModes: said.failureModes,
      ...{ title: said.title, meaning: said.meaning, remedy: said.remedy },
      step: "routes",
      confidence: "possible",
      part: {},
      evidence: [{ object: l10n.t`The ingress, GET ${call.path}`, line: lineOf(answer) }],
    },
  ];
}

interface IngressWords extends Pick<Cause, "signature" | "failureModes" | "title" | "meaning" | "remedy"> {
  /** It may be that the ingress has not heard of the routes yet. */
  readonly mayPass: boolean;
}

function ingressWords(status: number): IngressWords | undefined {
  const beside = l10n.t("Inside of the cluster and through a port-forward it answers.");
  if (status === 401 || status === 403 || (status >= 300 && status < 400))
    return {
      signature: "ingress-wants-identity",
      failureModes: ["F52"],
      title: l10n.t`the ingress answers ${status}: it wants to know who asks`,
      meaning: l10n.t`The ingress lets nobody through without an identity, as the gateway of Kubeflow does. ${beside}`,
      remedy: l10n.t("Send the token or the cookie that it wants, or give Seldon a gateway of its own."),
      mayPass: false,
    };
  if (status === 404)
    return {
      signature: "ingress-knows-no-path",
      failureModes: ["F45", "S43"],
      title: l10n.t("the ingress does not know its path"),
      meaning: l10n.t`The routes exist, and the ingress answers 404 to the path that they have. ${beside}`,
      remedy: l10n.t(
        "Compare the hosts and gateways of the routes with those of the ingress: another gateway may be the one that serves them.",
      ),
      mayPass: true,
    };
  if (status === 504)
    return {
      signature: "ingress-gives-up",
      failureModes: ["F14"],
      title: l10n.t("the ingress gives up before the answer comes"),
      meaning: l10n.t`The ingress answers 504: its time-out is shorter than the answer takes. ${beside}`,
      remedy: l10n.t("Set the annotation seldon.io/rest-timeout in spec.annotations, in milliseconds."),
      mayPass: false,
    };
  if (status === 502 || status === 503)
    return {
      signature: "ingress-reaches-no-pod",
      failureModes: ["F36"],
      title: l10n.t`the ingress answers ${status}: it reaches no pod`,
      meaning: l10n.t`The ingress knows the path and does not reach the pods: the mesh's encryption or a subset without pods is the usual reason. ${beside}`,
      remedy: l10n.t(
        "Look at the DestinationRules, and at PeerAuthentication and AuthorizationPolicy of the namespace.",
      ),
      mayPass: true,
    };
  return undefined;
}

function isYoung({ now }: Known, { object, routes }: SeldonDeploymentNode): boolean {
  const times = [object, ...routes].flatMap(({ metadata }) => parseTime(metadata.creationTimestamp ?? "") ?? []);
  return times.some(time => now - time < ROUTES_SETTLE);
}

/** Said at this step, so that it hides nothing that keeps it from being reached. */
function unwatched(known: Known): Cause[] {
  const { namespace, webhooks = [] } = known.get({ kind: "operator" }, "operator")?.facts ?? {};
  if (!namespace || webhooks.length === 0) return [];
  const misses = webhooks.map(({ namespaceLabels = {} }) =>
    Object.entries(namespaceLabels).filter(([key, value]) => namespace.labels[key] !== value),
  );
  const [[label] = []] = misses;
  const [webhook] = webhooks;
  if (!label || !webhook || misses.some(missing => missing.length === 0)) return [];
  const words = label.join("=");
  return [
    {
      signature: "webhook-looks-away",
      failureModes: ["F50"],
      title: l10n.t("no webhook checks this namespace"),
      meaning: l10n.t`The operator's webhook looks at namespaces with the label ${words} only, and this one does not have it: mistakes in a SeldonDeployment are accepted here, and show later. What is there serves all the same.`,
      remedy: l10n.t("Label the namespace, if mistakes are to be refused."),
      command: `kubectl label namespace ${namespace.name} ${words}`,
      step: "routes",
      confidence: "possible",
      part: {},
      evidence: [{ object: l10n.t`ValidatingWebhookConfiguration ${webhook.name}`, line: words }],
    },
  ];
}

/** The answer's first line; a page of HTML says nothing more. */
function lineOf({ status, body }: ReadinessAnswer): string {
  const [first = ""] = body.trim().split("\n");
  return first === "" || first.startsWith("<") ? String(status) : `${status} ${first.slice(0, 200)}`;
}
