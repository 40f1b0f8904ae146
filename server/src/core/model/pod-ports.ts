// Which ports the containers of a deployment's pods listen on: those the manifest names, and the numbers the operator hands out.
import { rememberLast } from "../remember-last.ts";
import type { Cursor } from "../yaml/index.ts";
import type { Container, Deployment, Predictor, Unit } from "./deployment.ts";
import { PORTS } from "./seldon-facts.ts";
import { isTemplated } from "./template.ts";

/** Names of container ports that the operator reads; ports of other names or none are information only (seldon-facts §2.4). */
const PORT_NAMES = ["http", "grpc", "metrics"] as const;
type PortName = (typeof PORT_NAMES)[number];

interface PodPort {
  readonly name: PortName;
  readonly number: number;
  /** The `containerPort` that says so; undefined where the operator hands the number out. */
  readonly written: Cursor | undefined;
}

/** A container of a pod, as the operator sees it after defaulting. */
export interface PodContainer {
  readonly name: string;
  readonly predictor: Predictor;
  /** Index of the componentSpec whose pod it runs in. */
  readonly pod: number;
  /** Undefined where only the operator makes it, for a prepackaged unit. */
  readonly container: Container | undefined;
  readonly unit: Unit | undefined;
  /** How many numbers were handed out before its own: the operator's http number is the first one plus this. */
  readonly index: number;
  readonly ports: readonly PodPort[];
}

/**
 * All containers with the ports the operator gives them, numbered as its defaulting does (seldon-facts §2.4 [ran]): one http and one
 * grpc number per container name over all predictors, whether needed or not; one metrics number per unit's container that names none.
 * Undefined where a name is missing or made by a template, since then nobody can count. Assumes the chart's first numbers.
 */
export function podContainers(deployment: Deployment): readonly PodContainer[] | undefined {
  return numbered(deployment).containers;
}

/** Those of one pod, in the same order; none where they cannot be counted. */
export function containersOfPod(predictor: Predictor, pod: number): readonly PodContainer[] {
  return numbered(predictor.deployment).pods.get(predictor)?.get(pod) ?? [];
}

const numbered = rememberLast((deployment: Deployment) => {
  const containers = numberContainers(deployment);
  return { containers, pods: groupByPod(containers ?? []) };
});

type Pods = ReadonlyMap<Predictor, ReadonlyMap<number, readonly PodContainer[]>>;

function groupByPod(containers: readonly PodContainer[]): Pods {
  const found = new Map<Predictor, Map<number, PodContainer[]>>();
  for (const container of containers) {
    const pods = found.get(container.predictor) ?? new Map<number, PodContainer[]>();
    const pod = pods.get(container.pod) ?? [];
    pod.push(container);
    found.set(container.predictor, pods.set(container.pod, pod));
  }
  return found;
}

function numberContainers(deployment: Deployment): readonly PodContainer[] | undefined {
  const numbering = new Numbering();
  const found: PodContainer[] = [];
  for (const predictor of deployment.predictors) {
    const names = new Set<string>();
    for (const container of predictor.containers) {
      const { name } = container;
      if (name === undefined || isTemplated(name)) return undefined;
      const unit = predictor.units.find(candidate => candidate.name === name);
      const numbered = numbering.number(name, container, unit);
      names.add(name);
      found.push({ name, predictor, pod: container.componentSpec.index, container, unit, ...numbered });
    }
    for (const unit of predictor.units) {
      const { name } = unit;
      if (name === undefined || isTemplated(name)) return undefined;
      if (!unit.isPrepackaged || names.has(name)) continue;
      names.add(name);
      found.push({ name, predictor, pod: 0, container: undefined, unit, ...numbering.number(name, undefined, unit) });
    }
  }
  return found;
}

/** The number a container port says, where it is a TCP port. */
export function tcpPort(port: Cursor): number | undefined {
  const protocol = port.key("protocol");
  return protocol.isEmpty || protocol.string() === "TCP" ? port.key("containerPort").integer() : undefined;
}

class Numbering {
  readonly #indexes = new Map<string, number>();
  #metrics = 0;

  number(
    name: string,
    container: Container | undefined,
    unit: Unit | undefined,
  ): Pick<PodContainer, "index" | "ports"> {
    const index = this.#indexes.get(name) ?? this.#indexes.size;
    this.#indexes.set(name, index);
    const automatic: Record<PortName, number> = {
      http: PORTS.unitHttp + index,
      grpc: PORTS.unitGrpc + index,
      metrics: PORTS.unitMetrics + this.#metrics,
    };
    const ports = PORT_NAMES.flatMap((portName): PodPort[] => {
      const port = container?.ports.find(candidate => candidate.key("name").string() === portName);
      if (!port) return unit ? [{ name: portName, number: automatic[portName], written: undefined }] : [];
      const number = tcpPort(port);
      return number === undefined ? [] : [{ name: portName, number, written: port.key("containerPort") }];
    });
    if (unit && ports.some(port => port.name === "metrics" && port.written === undefined)) this.#metrics++;
    return { index, ports };
  }
}
