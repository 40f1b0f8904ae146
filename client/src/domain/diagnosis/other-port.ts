// A server that listens on one port while it is probed on another (F22).
import * as l10n from "@vscode/l10n";
import type { ContainerNode, PodNode } from "../health/tree.ts";
import type { Cause, CausePart } from "./cause.ts";
import { stepOf } from "./causes-seen.ts";
import type { Known } from "./known.ts";
import { logOf } from "./log-choice.ts";

const PROBED = /probe failed: dial tcp \S+:(\d+): connect: connection refused/;
const LISTENS = /\b(?:[Ll]istening (?:at|on)|[Rr]unning on)\b\D*?(?:\d+\.\d+\.\d+\.\d+)?\D*?:?(\d{2,5})\b/;

/** The operator asks on 9000 unless a port of the container is named `http`, and the log says that the server has another one. */
export function otherPortCause(
  container: ContainerNode,
  pod: PodNode,
  known: Known,
  part: CausePart,
): Cause | undefined {
  const log = container.isInit || container.unit === undefined ? undefined : logOf(pod, container);
  const lines = log && known.get(log, "log")?.lines;
  const probed = pod.events.flatMap(({ message = "" }) => PROBED.exec(message)?.[1] ?? [])[0];
  if (!log || !lines || probed === undefined) return undefined;
  const said = lines.filter(line => LISTENS.test(line));
  const ports = said.flatMap(line => LISTENS.exec(line)?.[1] ?? []);
  const [line = ""] = said;
  const [port] = ports;
  if (port === undefined || ports.includes(probed)) return undefined;
  const { name, unit } = container;
  return {
    signature: "listens-on-another-port",
    failureModes: ["F22"],
    title: l10n.t`listens on ${port}, asked on ${probed}`,
    meaning: l10n.t`The server of ${name} listens on port ${port}. Seldon asks it on ${probed}: it takes the port of the container that is named http, and 9000 where none is.`,
    remedy: l10n.t`Declare the port with its name: ports with name http and containerPort ${port}.`,
    step: stepOf(container),
    confidence: "certain",
    part: { ...part, ...(unit !== undefined && { unit }), container: name },
    evidence: [
      {
        object: l10n.t`Container ${name} of pod ${pod.object.metadata.name}`,
        line,
        log: { pod: log.pod, container: log.container, isPrevious: log.isPrevious },
      },
    ],
  };
}
