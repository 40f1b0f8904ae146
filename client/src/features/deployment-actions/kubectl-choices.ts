// The kubectl lines that make sense for a row of the explorer.
import * as l10n from "@vscode/l10n";
import {
  deleteLine,
  deploymentLogsLine,
  describeLine,
  eventsLine,
  getLine,
  logsLine,
  restartLine,
  type KubectlTarget,
  type SeldonDeploymentNode,
} from "../../domain/index.ts";
import type { KubeContext } from "../../kube/port.ts";
import { deploymentOf, partOf, type InsideTarget } from "./part.ts";

export interface KubectlChoice {
  readonly title: string;
  readonly line: string;
}

/**
 * Names the kubeconfig file only where kubectl would not find the context by itself.
 * @param configured files of the setting `seldon.kubeconfig`
 */
export function kubectlTarget(
  { name, file }: Pick<KubeContext, "name" | "file">,
  namespace: string,
  configured: readonly string[],
  playgroundFile: string | undefined,
): KubectlTarget {
  const isElsewhere = configured.length > 0 || file === playgroundFile;
  return { ...(isElsewhere && { kubeconfig: file }), context: name, namespace };
}

export function kubectlChoices(
  kubectl: KubectlTarget,
  tree: SeldonDeploymentNode,
  target: InsideTarget,
): KubectlChoice[] {
  switch (target.kind) {
    case "deployment":
      return [...deploymentChoices(kubectl, target.name), ...workloadChoices(kubectl, tree, target)];
    case "routes":
      return tree.routes.flatMap(({ kind, metadata }) => objectChoices(kubectl, kind.toLowerCase(), metadata.name));
    case "route":
      return objectChoices(kubectl, target.routeKind.toLowerCase(), target.route);
    case "predictor":
    case "unit":
      return [
        ...workloadChoices(kubectl, tree, target),
        ...deploymentChoices(kubectl, deploymentOf(target).name).slice(0, 2),
      ];
    case "workload":
      return [...objectChoices(kubectl, "deployment", target.workload), ...workloadChoices(kubectl, tree, target)];
    case "pod":
      return [
        ...objectChoices(kubectl, "pod", target.pod),
        { title: l10n.t("Events"), line: eventsLine(kubectl, "Pod", target.pod) },
      ];
    case "container":
      return containerChoices(kubectl, tree, target);
  }
}

function deploymentChoices(kubectl: KubectlTarget, name: string): KubectlChoice[] {
  return [
    ...objectChoices(kubectl, "sdep", name),
    { title: l10n.t("Logs of all containers"), line: deploymentLogsLine(kubectl, name) },
    { title: l10n.t("Events"), line: eventsLine(kubectl, "SeldonDeployment", name) },
    { title: l10n.t("Delete"), line: deleteLine(kubectl, `sdep/${name}`) },
  ];
}

function objectChoices(kubectl: KubectlTarget, kind: string, name: string): KubectlChoice[] {
  return [
    { title: l10n.t`Get ${kind} ${name}`, line: getLine(kubectl, `${kind}/${name}`) },
    { title: l10n.t`Describe ${kind} ${name}`, line: describeLine(kubectl, `${kind}/${name}`) },
  ];
}

function workloadChoices(kubectl: KubectlTarget, tree: SeldonDeploymentNode, target: InsideTarget): KubectlChoice[] {
  return (partOf(tree, target)?.workloads ?? []).map(({ object: { metadata } }) => ({
    title: l10n.t`Restart ${metadata.name}`,
    line: restartLine(kubectl, metadata.name),
  }));
}

function containerChoices(
  kubectl: KubectlTarget,
  tree: SeldonDeploymentNode,
  target: Extract<InsideTarget, { kind: "container" }>,
): KubectlChoice[] {
  const { pod, container } = target;
  const hasPrevious = partOf(tree, target)?.container?.status?.lastState?.terminated !== undefined;
  const previous = {
    title: l10n.t("Log of the run before"),
    line: logsLine(kubectl, pod, { container, isPrevious: true }),
  };
  return [
    { title: l10n.t("Log"), line: logsLine(kubectl, pod, { container, isFollowing: true }) },
    ...(hasPrevious ? [previous] : []),
    ...objectChoices(kubectl, "pod", pod),
  ];
}
