// Causes that no single text tells: from logs of what still runs, from what is there and what is not, from the operator.
import * as l10n from "@vscode/l10n";
import type { ContainerNode, PodNode, WorkloadNode } from "../health/tree.ts";
import { blockingProxy } from "../health/pod-health.ts";
import { logSource } from "../health/container-health.ts";
import { diagnoseLog, explanationOf, type SignatureMatch } from "../signatures/diagnose-log.ts";
import { changedCauses } from "./changed-configuration.ts";
import { stepOf, type Judged } from "./causes-seen.ts";
import type { Cause, CausePart, Confidence } from "./cause.ts";
import type { Known } from "./known.ts";
import { logOf, servingLog } from "./log-choice.ts";
import { autoscalerCauses } from "./autoscaler-causes.ts";
import { otherPortCause } from "./other-port.ts";
import { readinessCauses } from "./readiness-calls.ts";
import { operatorCauses } from "./operator-causes.ts";
import { routeCauses } from "./route-causes.ts";

/** What is not in the tree's own verdicts; the walk ends with the first step that finds something. */
export function checkedCauses(known: Known, judged: Judged): Cause[] {
  const isReady = judged.infos.get(judged.tree)?.state === "ready";
  const inPods = isReady ? servingCauses(known, judged) : podCauses(known, judged);
  const whileReady = isReady
    ? [
        ...autoscalerCauses(known, judged.tree),
        ...routeCauses(known, judged),
        ...changedCauses(known, judged),
        ...readinessCauses(known, judged),
      ]
    : [];
  return [...inPods, ...operatorCauses(known, judged), ...whileReady];
}

function podCauses(known: Known, judged: Judged): Cause[] {
  return newestPods(judged).flatMap(({ pod, part, workload }) => {
    if (judged.infos.get(pod)?.state === "ready") return [];
    const mesh = meshCause(pod, part, known);
    const said = pod.containers.flatMap(
      container => saidBy(container, pod, known, { part, judged }) ?? otherPortCause(container, pod, known, part) ?? [],
    );
    const found = mesh ? [...said, mesh] : said;
    return found.length > 0 ? found : oldVersion(workload, part, judged);
  });
}

function* podsOf({ tree }: Judged): Generator<{ pod: PodNode; part: CausePart; workload: WorkloadNode }> {
  for (const { spec, workloads } of tree.predictors) {
    for (const workload of workloads) {
      const isExplainer = workload.role === "explainer" ? ({ isExplainer: true } as const) : {};
      for (const pod of workload.pods)
        if (pod.isNewest) yield { pod, workload, part: { predictor: spec.name, ...isExplainer } };
    }
  }
}

function newestPods(judged: Judged): readonly { pod: PodNode; part: CausePart; workload: WorkloadNode }[] {
  return [...podsOf(judged)];
}

interface Place {
  readonly part: CausePart;
  readonly judged: Judged;
}

/** What a container says that has not failed by itself, and an initializer that called an empty download a success (F01). */
function saidBy(container: ContainerNode, pod: PodNode, known: Known, { part, judged }: Place): Cause | undefined {
  if (judged.infos.get(container)?.match?.signature.verdict === "cause") return undefined;
  const log = logOf(pod, container);
  const lines = log && known.get(log, "log")?.lines;
  if (!lines) return undefined;
  const exitCode = container.status?.state?.terminated?.exitCode;
  const source = logSource(container);
  const found = diagnoseLog({ source, lines, role: container.role, exitCode });
  // An attempt that failed is of no account where a later one brought the files.
  const match = explanationOf(container.isInit && exitCode === 0 ? found.filter(isEmptyDownload) : found);
  return match?.signature.verdict === "cause"
    ? causeIn(container, pod, match, { part, confidence: "certain" })
    : undefined;
}

function isEmptyDownload({ signature }: SignatureMatch): boolean {
  return signature.failureModes.includes("F01") || signature.failureModes.includes("F26");
}

function causeIn(
  container: ContainerNode,
  pod: PodNode,
  { signature, title, meaning, remedy, text }: SignatureMatch,
  { part, confidence }: { readonly part: CausePart; readonly confidence: Confidence },
): Cause {
  const { name, unit } = container;
  const log = logOf(pod, container);
  return {
    signature: signature.id,
    failureModes: signature.failureModes,
    ...{ title, meaning, remedy, confidence },
    step: stepOf(container),
    part: { ...part, ...(unit !== undefined && { unit }), container: name },
    evidence: [
      {
        object: l10n.t`Container ${name} of pod ${pod.object.metadata.name}`,
        ...(text !== undefined && { line: text }),
        ...(log && { log: { pod: log.pod, container: log.container, isPrevious: log.isPrevious } }),
      },
    ],
  };
}

function meshCause(pod: PodNode, part: CausePart, known: Known): Cause | undefined {
  const proxy = blockingProxy(pod, known.now);
  const initializer = pod.containers.find(({ role }) => role === "initializer");
  if (proxy === undefined || !initializer) return undefined;
  const { unit, name, status } = initializer;
  const time = status?.state?.running?.startedAt;
  return {
    signature: "mesh-blocks-initializer",
    failureModes: ["F08"],
    title: l10n.t`${proxy} keeps the initializer from the store`,
    meaning: l10n.t`The initializer has run for minutes. The pod has ${proxy}, which starts only after the init containers: if the mesh redirects their traffic to it, they reach nothing.`,
    remedy: l10n.t(
      "Exclude the store's port with the annotation traffic.sidecar.istio.io/excludeOutboundPorts in spec.annotations, or leave the proxy out with sidecar.istio.io/inject.",
    ),
    step: "initializer",
    confidence: "likely",
    part: { ...part, ...(unit !== undefined && { unit }), container: name },
    evidence: [
      {
        object: l10n.t`Container ${name} of pod ${pod.object.metadata.name}, still running`,
        ...(time !== undefined && { time }),
      },
    ],
  };
}

/** Ready pods of an older ReplicaSet keep the Deployment available, so that a broken update looks healthy (F39). */
function oldVersion(workload: WorkloadNode, part: CausePart, { infos }: Judged): Cause[] {
  const serving = workload.replicaSets.slice(1).reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0);
  if (serving === 0 || infos.get(workload)?.match?.signature.verdict === "cause") return [];
  return [
    {
      signature: "previous-version-serves",
      failureModes: ["F39"],
      title: l10n.t("the previous version still serves"),
      meaning:
        serving === 1
          ? l10n.t(
              "The pods of the newest version are not ready, and 1 of the previous one still answers all requests. The deployment stays Creating for as long as that is so.",
            )
          : l10n.t`The pods of the newest version are not ready, and ${serving} of the previous one still answer all requests. The deployment stays Creating for as long as that is so.`,
      remedy: l10n.t("Look at why the new pods do not get ready, or roll back."),
      step: "workload",
      confidence: "possible",
      part,
      evidence: [{ object: l10n.t`Deployment ${workload.object.metadata.name}` }],
    },
  ];
}

/** What is ready may answer with errors all the same; that it does is not known, only that it has said so. */
function servingCauses(known: Known, judged: Judged): Cause[] {
  return newestPods(judged).flatMap(({ pod, part }) =>
    pod.containers.flatMap((container): Cause[] => {
      const lines = container.isInit ? undefined : known.get(servingLog(pod, container), "log")?.lines;
      const match = lines && explanationOf(diagnoseLog({ source: logSource(container), lines, role: container.role }));
      if (match?.signature.verdict !== "cause") return [];
      return [causeIn(container, pod, match, { part, confidence: "possible" })];
    }),
  );
}
