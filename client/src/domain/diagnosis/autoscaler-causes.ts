// An autoscaler that cannot compute: the deployment serves, and never grows (F38).
import * as l10n from "@vscode/l10n";
import { diagnoseLog, explanationOf } from "../signatures/diagnose-log.ts";
import type { SeldonDeploymentNode, WorkloadNode } from "../health/tree.ts";
import type { Cause } from "./cause.ts";
import type { Known, Need } from "./known.ts";

/** The events of the autoscalers that the manifest asks for; they bear the names of their Deployments (seldon-facts §5.7). */
export function autoscalerNeeds(tree: SeldonDeploymentNode): Need[] {
  return scaled(tree).map(({ workload }) => needOf(workload));
}

export function autoscalerCauses(known: Known, tree: SeldonDeploymentNode): Cause[] {
  return scaled(tree).flatMap(({ workload, predictor }): Cause[] => {
    const events = known.get(needOf(workload), "events")?.events ?? [];
    const lines = events.flatMap(({ message }) => message ?? []);
    const match = explanationOf(diagnoseLog({ source: "event", lines }));
    if (match?.signature.verdict !== "cause") return [];
    const { signature, title, meaning, remedy, text } = match;
    return [
      {
        signature: signature.id,
        failureModes: signature.failureModes,
        ...{ title, meaning, remedy },
        step: "workload",
        confidence: "certain",
        part: { predictor },
        evidence: [
          {
            object: l10n.t`HorizontalPodAutoscaler ${workload.object.metadata.name}`,
            ...(text !== undefined && { line: text }),
          },
        ],
      },
    ];
  });
}

function scaled({ predictors }: SeldonDeploymentNode): { workload: WorkloadNode; predictor: string }[] {
  return predictors
    .filter(({ spec }) =>
      (spec.componentSpecs ?? []).some(({ hpaSpec }) => typeof hpaSpec === "object" && hpaSpec !== null),
    )
    .flatMap(({ spec, workloads }) =>
      workloads.filter(({ role }) => role === "component").map(workload => ({ workload, predictor: spec.name })),
    );
}

function needOf({ object }: WorkloadNode): Need {
  return { kind: "events", about: { kind: "HorizontalPodAutoscaler", name: object.metadata.name } };
}
