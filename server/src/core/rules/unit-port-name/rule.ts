// The operator learns a container's port by its name only: one called neither http nor grpc is not seen (F22).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { PORTS, podContainers, tcpPort, type PodContainer } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";
import { listeningWords } from "../executor-port/listening-words.ts";

export const unitPortName = defineRule({
  id: "unit-port-name",
  severity: "hint",
  title: "Prefer ports called http or grpc, which the operator reads",
  why: "Unless a container's port is called `http` or `grpc`, the operator counts up from 9000 and 9500 and expects the unit there: probes, the unit's Service and the executor all use that number. An application that listens where its own configuration says is then never ready: `Readiness probe failed: dial tcp …:9000: connect: connection refused`.",
  remedy:
    "Name the port: `ports: [{name: http, containerPort: 8080}]`. Or let the application listen on the port in `PREDICTIVE_UNIT_HTTP_SERVICE_PORT`, as Seldon's own wrapper does.",
  failureModes: ["F22"],
  messages: {
    unnamed: {
      text: "The operator does not look at ports that are not called http or grpc: it tells this container to listen on {expected} and sends probes and requests there. If it really listens on {port}, call the port http.",
    },
    listens: {
      text: 'This container seems to listen on {port}, and the operator, which reads ports called http or grpc only, expects it on {expected}: "Readiness probe failed: dial tcp …:{expected}: connect: connection refused". Call the port http.',
      severity: "warning",
    },
  },
  check({ deployment, document, report }) {
    for (const own of podContainers(deployment) ?? []) {
      const port = own.unit?.isPrepackaged === false ? onlyUnseenPort(own) : undefined;
      const number = port && tcpPort(port);
      if (!port || number === undefined || !own.container) continue;
      const isListening = listeningWords(own.container.at, [number]).length > 0;
      report({
        at: port.key("containerPort"),
        message: isListening ? "listens" : "unnamed",
        data: { port: number, expected: expectedPort(own) },
        fixes: [nameIt(document, port)],
      });
    }
  },
});

const SEEN_NAMES = ["http", "grpc"];

/** Of several ports nobody can say which one is for predictions, and one the operator would choose itself is right as it is. */
function onlyUnseenPort({ container, ports }: PodContainer): Cursor | undefined {
  const written = container?.ports ?? [];
  if (!container || written.some(port => SEEN_NAMES.includes(port.key("name").string() ?? ""))) return undefined;
  const others = written.filter(port => port.key("name").string() !== "metrics");
  const [only, another] = others;
  const number = only && tcpPort(only);
  if (!only || another || number === undefined) return undefined;
  if (ports.some(port => port.number === number)) return undefined;
  const isOfExecutor = number === PORTS.executorHttp || number === PORTS.executorGrpc;
  return isOfExecutor && container.componentSpec.carriesExecutor ? undefined : only;
}

function expectedPort({ ports }: PodContainer): number {
  return ports.find(({ name }) => name === "http")?.number ?? PORTS.unitHttp;
}

/** A port with another name may be meant by a probe, which would then look for a name that is gone. */
function nameIt(document: YamlDocument, port: Cursor): FixProposal | undefined {
  const name = port.key("name");
  return name.isEmpty ? suggestion(l10n.t("Call the port http"), setValue(document, name, "http")) : undefined;
}
