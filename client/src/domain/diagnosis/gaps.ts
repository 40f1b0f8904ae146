// What a diagnosis could not find out, and exactly what would tell it.
import * as l10n from "@vscode/l10n";
import { troubledContainer } from "../health/explaining-log.ts";
import type { PodNode } from "../health/tree.ts";
import { describeLine, eventsLine, logsLine, type KubectlTarget } from "../kubectl-lines.ts";
import type { Judged } from "./causes-seen.ts";
import type { Gap } from "./cause.ts";
import { logOf } from "./log-choice.ts";
import type { Known, Need } from "./known.ts";
import { parseTime } from "../time.ts";

/** Kubernetes' own patience with a Deployment, in milliseconds (progressDeadlineSeconds): what starts for longer hangs. */
const STARTING_PATIENCE = 600_000;

/** Nothing where the cause is known. */
export function gapsOf(known: Known, judged: Judged | undefined, isExplained: boolean): Gap[] {
  const kubectl = { namespace: known.namespace };
  if (isExplained) return [];
  const refused = known.refused.map(({ need, why }) => refusedGap(need, why, kubectl));
  return [...refused, ...(judged ? [...refusal(known, judged), ...silentLogs(known, judged, kubectl)] : [])];
}

/** What the operator says of it that no signature knows. */
function refusal({ name, namespace }: Known, { tree }: Judged): Gap[] {
  const { state, description = "" } = tree.object.status ?? {};
  if (state !== "Failed" || description === "") return [];
  return [
    {
      unknown: l10n.t`The operator says “${description.slice(0, 300)}”, and no known failure fits that.`,
      wanted: l10n.t("The field that it names, or the object that it could not make, tells what to change."),
      command: describeLine({ namespace }, `sdep/${name}`),
    },
  ];
}

function refusedGap(need: Need, why: string, kubectl: KubectlTarget): Gap {
  switch (need.kind) {
    case "log":
      return {
        unknown: need.isPrevious
          ? l10n.t`The previous log of container ${need.container} of pod ${need.pod} could not be read: ${why}.`
          : l10n.t`The log of container ${need.container} of pod ${need.pod} could not be read: ${why}.`,
        wanted: l10n.t("Its last lines say why the container ended, or what it waits for."),
        command: logsLine(kubectl, need.pod, { container: need.container, isPrevious: need.isPrevious, tail: 80 }),
      };
    case "events":
      return {
        unknown: l10n.t`The events of ${need.about.kind} ${need.about.name} could not be read: ${why}.`,
        wanted: l10n.t("They say what Kubernetes refused or waits for."),
        command: eventsLine(kubectl, need.about.kind, need.about.name),
      };
    case "deployment":
    case "parts":
      return {
        unknown: l10n.t`What belongs to the SeldonDeployment could not be read: ${why}.`,
        wanted: l10n.t("Ask for the right to list Deployments, ReplicaSets, pods and events in this namespace."),
        command: `kubectl auth can-i --list -n ${kubectl.namespace ?? ""}`,
      };
    case "gateways":
      return {
        unknown: l10n.t`Whether the gateways ${need.names.join(", ")} exist could not be looked up: ${why}.`,
        wanted: l10n.t("Without its gateway a VirtualService leads nowhere."),
        command: "kubectl get gateways.networking.istio.io --all-namespaces",
      };
    case "changes":
      return {
        unknown: l10n.t`When ${need.objects.map(({ kind: of, name }) => `${of} ${name}`).join(", ")} last changed could not be looked up: ${why}.`,
        wanted: l10n.t("Pods that started before such a change go on with the old values."),
      };
    case "readiness":
      return {
        unknown: l10n.t`Whether it answers could not be tried out: ${why}.`,
        wanted: l10n.t("Send it a request to see how it answers."),
      };
    case "operator":
    case "operator-log":
      return {
        unknown: l10n.t`The operator could not be looked at: ${why}.`,
        wanted: l10n.t(
          "Whoever runs the cluster can tell whether it is ready, and what its log says of this deployment.",
        ),
        command: "kubectl get deployments --all-namespaces -l control-plane=seldon-controller-manager",
      };
  }
}

/** A log that was read and that no signature knows, or that is empty. */
function silentLogs(known: Known, { tree, infos }: Judged, kubectl: KubectlTarget): Gap[] {
  const isStuck = (pod: PodNode): boolean => {
    const state = pod.isNewest ? infos.get(pod)?.state : "ready";
    return state === "failed" || (state !== "ready" && isOld(pod, known.now));
  };
  const pods = tree.predictors
    .flatMap(({ workloads }) => workloads)
    .flatMap(workload => workload.pods.filter(isStuck).slice(0, 1));
  return pods.flatMap((pod): Gap[] => {
    const container = troubledContainer(pod);
    const log = container && logOf(pod, container);
    const lines = log && known.get(log, "log")?.lines;
    if (!lines || infos.get(container)?.match?.signature.verdict === "cause") return [];
    const last = lines.findLast(line => line.trim() !== "");
    const which = l10n.t`container ${container.name} of pod ${pod.object.metadata.name}`;
    return [
      {
        unknown:
          last === undefined
            ? l10n.t`The log of ${which} is empty.`
            : l10n.t`No known failure fits the log of ${which}; its last line is “${last.slice(0, 300)}”.`,
        wanted: l10n.t("The whole log, from its beginning, tells more than its end."),
        command: logsLine(kubectl, log.pod, { container: log.container, isPrevious: log.isPrevious }),
      },
    ];
  });
}

function isOld({ object }: PodNode, now: number): boolean {
  const created = parseTime(object.metadata.creationTimestamp ?? "");
  return created !== undefined && now - created > STARTING_PATIENCE;
}
