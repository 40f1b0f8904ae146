// Containers of a pod share the network: none may listen on the executor's ports, nor on a number the operator gives another (S39).
import { defineRule, type DeploymentContext } from "../../lint/rule.ts";
import {
  EXECUTOR_CONTAINER,
  podContainers,
  PORTS,
  tcpPort,
  type Container,
  type Deployment,
  type PodContainer,
} from "../../model/index.ts";
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
    for (const container of besideExecutor(deployment)) {
      for (const port of container.ports) checkDeclared(deployment, document, container, port, report);
      for (const { at, port } of listeningWords(container.at, EXECUTOR_PORTS))
        report({ at, message: "listening", data: { port } });
    }
    const containers = podContainers(deployment) ?? [];
    for (const container of containers) reportAutomatic(container, containers, document, report);
  },
});

type Context = DeploymentContext<"namedPort" | "declaredPort" | "listening" | "automaticPort">;

const EXECUTOR_PORTS: readonly number[] = [PORTS.executorHttp, PORTS.executorGrpc];

/** Containers that share a pod with the executor; a container of the executor's own name is the executor. */
function besideExecutor(deployment: Deployment): readonly Container[] {
  const specs = deployment.predictors
    .flatMap(predictor => predictor.componentSpecs)
    .filter(spec => spec.carriesExecutor);
  return specs.flatMap(spec => spec.containers).filter(container => container.name !== EXECUTOR_CONTAINER);
}

function checkDeclared(
  deployment: Deployment,
  document: Context["document"],
  container: Container,
  port: Container["at"],
  report: Context["report"],
): void {
  const number = tcpPort(port);
  if (number === undefined || !EXECUTOR_PORTS.includes(number)) return;
  const name = port.key("name").string() ?? "";
  const isRead = name === "http" || name === "grpc";
  const isUnit = container.componentSpec.predictor.units.some(unit => unit.name === container.name);
  const reason = isUnit
    ? `the operator tells this container to listen on the port named ${name}`
    : `a port named ${name} is one that is listened on`;
  const move = moveToFreePort(deployment, document, container, port);
  report({
    at: port.key("containerPort"),
    message: isRead ? "namedPort" : "declaredPort",
    data: { port: number, reason, free: move.number },
    fixes: [move.proposal],
  });
}

/** Numbering does not skip what is written elsewhere in the pod [ran]. */
function reportAutomatic(
  container: PodContainer,
  all: readonly PodContainer[],
  document: Context["document"],
  report: Context["report"],
): void {
  const others = all.filter(
    other => other !== container && other.predictor === container.predictor && other.pod === container.pod,
  );
  for (const port of container.ports) {
    if (!port.written || !container.container) continue;
    for (const other of others) {
      const taken = other.ports.find(candidate => candidate.written === undefined && candidate.number === port.number);
      const at = port.written.parent;
      if (!taken || !at) continue;
      const move = moveToFreePort(container.predictor.deployment, document, container.container, at);
      report({
        at: port.written,
        message: "automaticPort",
        data: { port: port.number, other: other.name, otherName: taken.name, free: move.number },
        related: [
          {
            at: other.container?.at ?? other.unit?.at ?? port.written,
            message: `${other.name} gets ${taken.number} here.`,
          },
        ],
        fixes: [move.proposal],
      });
      break;
    }
  }
}
