// What can be forwarded from a row: Services of a deployment or predictor, ports of a pod's containers.
import * as l10n from "@vscode/l10n";
import { serviceName, type ContainerNode, type ServiceObject } from "../../domain/index.ts";
import type { ForwardTarget } from "../../kube/port.ts";
import type { InsideTarget, Part } from "./part.ts";

export interface ForwardChoice {
  readonly target: ForwardTarget;
  readonly label: string;
  readonly description: string;
}

export function forwardChoices(target: InsideTarget, part: Part, services: readonly ServiceObject[]): ForwardChoice[] {
  if (target.kind === "pod" || target.kind === "container") return podChoices(target, part);
  const own =
    part.predictor && serviceName(target.kind === "deployment" ? target.name : target.deployment, part.predictor.spec);
  const known = services.some(({ metadata }) => metadata.name === own);
  // A long name is hashed (seldon-facts §5.1); then all are offered.
  const meant = known ? services.filter(({ metadata }) => metadata.name === own) : services;
  return meant.flatMap(({ metadata: { name }, spec }) =>
    (spec?.ports ?? []).map(({ name: portName, port }) => ({
      target: { kind: "service", namespace: target.namespace, name, port },
      label: l10n.t`Service ${name}`,
      description: portName === undefined ? l10n.t`port ${port}` : l10n.t`port ${port} (${portName})`,
    })),
  );
}

/** As a sentence names it: `port 9000 of pod iris-x`. */
export function forwardWords({ kind, name, port }: ForwardTarget): string {
  return l10n.t`port ${port} of ${kind} ${name}`;
}

function podChoices(
  { namespace, pod }: Extract<InsideTarget, { kind: "pod" | "container" }>,
  { pods, container }: Part,
): ForwardChoice[] {
  const all = pods.flatMap(({ containers }) => containers);
  const meant = container ? [container] : all.filter(({ isInit }) => !isInit);
  return meant.flatMap(each =>
    tcpPorts(each).map(({ name, containerPort }) => ({
      target: { kind: "pod", namespace, name: pod, port: containerPort },
      label: l10n.t`Port ${containerPort}`,
      description: [each.name, name].filter(Boolean).join(" · "),
    })),
  );
}

/** Only TCP can be forwarded. */
function tcpPorts({ spec }: ContainerNode): NonNullable<ContainerNode["spec"]["ports"]> {
  return (spec.ports ?? []).filter(({ protocol = "TCP" }) => protocol === "TCP");
}
