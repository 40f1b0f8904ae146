// Two containers of one pod cannot listen on the same port (F23). The executor's and the operator's numbers are another rule's.
import * as l10n from "@vscode/l10n";
import { defineRule, type DeploymentContext } from "../../lint/rule.ts";
import { isTemplated, PORTS, tcpPort, type ComponentSpec, type Container } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export const sharedPort = defineRule({
  id: "shared-port",
  severity: "warning",
  title: "Disallow two containers of a pod on one port",
  why: "All containers of a pod share one network. Kubernetes accepts the same `containerPort` in two of them, and the second to start ends with `[ERROR] Connection in use: ('0.0.0.0', 9000)`, `Retrying in 1 second.` and exit code 1, again and again.",
  remedy:
    "Give one of them another port, or put it into an item of componentSpecs of its own, which makes a pod of its own.",
  failureModes: ["F23"],
  messages: {
    toldToListen: {
      text: "{other} of the same pod has port {port}, too, and the operator tells both to listen on the number of their port called {name}: the second one ends with \"Connection in use: ('0.0.0.0', {port})\". Use another number, or another item of componentSpecs.",
      severity: "error",
    },
    declared: {
      text: "{other} of the same pod declares port {port}, too. If both really listen there, the second one ends with \"Connection in use: ('0.0.0.0', {port})\". Use another number, or another item of componentSpecs.",
    },
  },
  check({ deployment, report }) {
    for (const predictor of deployment.predictors)
      for (const componentSpec of predictor.componentSpecs) checkPod(componentSpec, report);
  },
});

interface Taken {
  readonly container: Container;
  readonly at: Cursor;
  readonly name: string | undefined;
}

function checkPod(
  componentSpec: ComponentSpec,
  report: DeploymentContext<"toldToListen" | "declared">["report"],
): void {
  const taken = new Map<number, Taken>();
  for (const container of componentSpec.containers) {
    const { name: containerName } = container;
    if (containerName === undefined || isTemplated(containerName)) continue;
    for (const port of container.ports) {
      const number = tcpPort(port);
      if (number === undefined || isOfExecutor(componentSpec, number)) continue;
      const here: Taken = { container, at: port.key("containerPort"), name: operatorPortName(container, port) };
      const first = taken.get(number);
      if (!first) taken.set(number, here);
      // Containers of one name are refused, and another rule says so.
      if (!first || first.container.name === containerName) continue;
      const isTold = first.name !== undefined && here.name !== undefined;
      report({
        at: here.at,
        message: isTold ? "toldToListen" : "declared",
        data: { other: first.container.name ?? l10n.t("Another container"), port: number, name: here.name ?? "" },
        related: [
          { at: first.at, message: l10n.t`${first.container.name ?? l10n.t("The other container")} has it here.` },
        ],
      });
    }
  }
}

function isOfExecutor(componentSpec: ComponentSpec, number: number): boolean {
  return componentSpec.carriesExecutor && (number === PORTS.executorHttp || number === PORTS.executorGrpc);
}

/** The port's name, where the operator tells the container of a unit to listen on it. */
function operatorPortName(container: Container, port: Cursor): string | undefined {
  const name = port.key("name").string() ?? "";
  const isUnit = container.componentSpec.predictor.units.some(unit => unit.name === container.name);
  return isUnit && (name === "http" || name === "grpc") ? name : undefined;
}
