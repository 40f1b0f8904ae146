// Containers of a pod share the network: none may listen on the executor's ports, nor on a number the operator gives another (S39).
import * as l10n from "@vscode/l10n";
import { defineRule, type DeploymentContext } from "../../lint/rule.ts";
import {
  containersOfPod,
  EXECUTOR_CONTAINER,
  podContainers,
  PORTS,
  tcpPort,
  type Container,
  type Deployment,
  type PodContainer,
} from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";
import { listeningWords } from "./listening-words.ts";
import { moveToFreePort } from "./move-to-free-port.ts";

export const executorPort = defineRule({
  id: "executor-port",
  severity: "error",
  title: "Disallow listening on ports that are taken in the pod",
  why: "All containers of a pod share one network. The executor listens on 8000 (HTTP) and 5001 (gRPC) in the pod of the first componentSpec, and the operator hands out 9000, 9500, 6000 and their successors without skipping numbers you wrote. Whichever comes second fails: `[ERROR] Connection in use: ('0.0.0.0', 8000)`, `Address already in use`, or the executor's `failed to create listener: listen tcp :8000: bind: address already in use`; the pod ends in CrashLoopBackOff. Nothing forwards 8000 to the model: the executor calls the unit's port itself.",
  remedy:
    "Let the application read its port from `PREDICTIVE_UNIT_HTTP_SERVICE_PORT`, or give it another one and name it: `ports: [{name: http, containerPort: 9000}]` tells the operator where the unit really listens.",
  failureModes: ["S39"],
  messages: {
    namedPort: {
      text: 'Port {port} belongs to the executor, which runs in this pod, and {reason}: one of the two fails with "Address already in use" and the pod ends in CrashLoopBackOff. Use another port, such as {free}.',
    },
    declaredPort: {
      text: 'Port {port} belongs to the executor, which runs in this pod. If this container really listens there, one of the two fails with "Address already in use". Listen on another port, such as {free}, and name it http or grpc so that the operator knows it.',
      severity: "warning",
    },
    listening: {
      text: 'This seems to make the container listen on {port}, which belongs to the executor in this pod: one of the two fails with "Address already in use". Use another port, best the one in PREDICTIVE_UNIT_HTTP_SERVICE_PORT.',
      severity: "warning",
    },
    automaticPort: {
      text: "The operator gives {other} of the same pod the {otherName} port {port}, whatever is written here: the second of the two fails with \"Connection in use: ('0.0.0.0', {port})\". Use another port, such as {free}.",
    },
  },
  check({ deployment, document, report }) {
    const pending: Pending[] = [];
    for (const container of besideExecutor(deployment)) {
      for (const port of container.ports) pending.push(...declaredPort(container, port));
      for (const { at, port } of listeningWords(container.at, EXECUTOR_PORTS))
        report({ at, message: "listening", data: { port } });
    }
    const automatic = new Map<readonly PodContainer[], AutomaticPorts>();
    for (const container of podContainers(deployment) ?? []) {
      const pod = containersOfPod(container.predictor, container.pod);
      const numbers = automatic.get(pod) ?? automaticPorts(pod);
      automatic.set(pod, numbers);
      pending.push(...automaticPort(container, numbers));
    }
    pending.forEach((finding, index) => {
      reportWithMove(finding, index < MAX_MOVES, document, report);
    });
  },
});

type Context = DeploymentContext<"namedPort" | "declaredPort" | "listening" | "automaticPort">;
type Report = Parameters<Context["report"]>[0];

/** A finding whose message and fix still lack the port to use instead. */
interface Pending {
  readonly container: Container;
  /** The item of `ports`. */
  readonly port: Cursor;
  readonly report: Report;
}

const EXECUTOR_PORTS: readonly number[] = [PORTS.executorHttp, PORTS.executorGrpc];

/** Looking for a free port takes the time of a look at the whole pod, and nobody mends more than that by hand. */
const MAX_MOVES = 50;

function reportWithMove(
  { container, port, report: finding }: Pending,
  isMoved: boolean,
  document: Context["document"],
  report: Context["report"],
): void {
  const move = isMoved ? moveToFreePort(document, container, port) : undefined;
  const free = move?.number ?? ANOTHER_PORT;
  report({ ...finding, data: { ...finding.data, free }, fixes: [move?.proposal] });
}

/** Stands behind "such as" where no number was looked for. */
const ANOTHER_PORT = l10n.t("one that nothing else in the pod has");

/** Containers that share a pod with the executor; a container of the executor's own name is the executor. */
function besideExecutor(deployment: Deployment): readonly Container[] {
  const specs = deployment.predictors
    .flatMap(predictor => predictor.componentSpecs)
    .filter(spec => spec.carriesExecutor);
  return specs.flatMap(spec => spec.containers).filter(container => container.name !== EXECUTOR_CONTAINER);
}

function declaredPort(container: Container, port: Cursor): readonly Pending[] {
  const number = tcpPort(port);
  if (number === undefined || !EXECUTOR_PORTS.includes(number)) return [];
  const name = port.key("name").string() ?? "";
  const isRead = name === "http" || name === "grpc";
  const isUnit = container.componentSpec.predictor.units.some(unit => unit.name === container.name);
  const reason = isUnit
    ? l10n.t`the operator tells this container to listen on the port named ${name}`
    : l10n.t`a port named ${name} is one that is listened on`;
  const at = port.key("containerPort");
  const message = isRead ? "namedPort" : "declaredPort";
  return [{ container, port, report: { at, message, data: { port: number, reason } } }];
}

/** Who of a pod gets a number, by number: the first two, since a container is not its own rival. */
type AutomaticPorts = ReadonlyMap<number, readonly (readonly [container: PodContainer, portName: string])[]>;

function automaticPorts(pod: readonly PodContainer[]): AutomaticPorts {
  const found = new Map<number, (readonly [PodContainer, string])[]>();
  for (const container of pod) {
    for (const port of container.ports) {
      if (port.written) continue;
      const takers = found.get(port.number) ?? [];
      if (takers.length < 2 && takers[0]?.[0] !== container) takers.push([container, port.name]);
      found.set(port.number, takers);
    }
  }
  return found;
}

/** Numbering does not skip what is written elsewhere in the pod [ran]. */
function automaticPort(container: PodContainer, automatic: AutomaticPorts): readonly Pending[] {
  return container.ports.flatMap(({ written, number }): Pending[] => {
    const port = written?.parent;
    const [other, otherName = ""] = automatic.get(number)?.find(([taker]) => taker !== container) ?? [];
    if (!written || !port || !container.container || !other) return [];
    const related = [
      { at: other.container?.at ?? other.unit?.at ?? written, message: l10n.t`${other.name} gets ${number} here.` },
    ];
    const data = { port: number, other: other.name, otherName };
    return [{ container: container.container, port, report: { at: written, message: "automaticPort", data, related } }];
  });
}
