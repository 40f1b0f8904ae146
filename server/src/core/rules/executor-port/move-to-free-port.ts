// Proposes another port for a container: the number the operator would give it, or the next one that is free in its pod.
import * as l10n from "@vscode/l10n";
import { suggestion, type FixProposal } from "../../lint/rule.ts";
import { containersOfPod, PORTS, tcpPort, type Container, type PodContainer } from "../../model/index.ts";
import { setValue, type Cursor, type Edits, type YamlDocument } from "../../yaml/index.ts";

export interface PortMove {
  readonly number: number;
  /** Undefined where the port's number is also written in other words of the container, which the edit would contradict. */
  readonly proposal: FixProposal | undefined;
}

/** For a port item of a container. A port that the operator would not read gets the name it does read. */
export function moveToFreePort(document: YamlDocument, container: Container, port: Cursor): PortMove {
  const from = tcpPort(port) ?? 0;
  const written = port.key("name").string() ?? "";
  const isRead = ["http", "grpc", "metrics"].includes(written);
  const name = isRead ? written : from === PORTS.executorGrpc ? "grpc" : "http";
  const number = freeNumber(container, port, name);
  const isUnit = container.componentSpec.predictor.units.some(unit => unit.name === container.name);
  const hasName = container.ports.some(
    other => other.key("name").string() === name && other.path.at(-1) !== port.path.at(-1),
  );
  if (!isUnit || (!isRead && hasName) || mentions(container, from)) return { number, proposal: undefined };
  const edits = [
    setValue(document, port.key("containerPort"), number),
    isRead ? [] : setValue(document, port.key("name"), name, { after: "containerPort" }),
    ...probePorts(container).map(at => movedProbe(document, at, { from, written, number, name })),
  ];
  const isComplete = edits.every(edit => edit !== undefined);
  const title = l10n.t`Move port ${from} to ${number}${isRead ? "" : l10n.t` and name it ${name}`} (the application has to listen there)`;
  return { number, proposal: isComplete ? suggestion(title, edits.flat()) : undefined };
}

const FIRST: Readonly<Record<string, number>> = {
  http: PORTS.unitHttp,
  grpc: PORTS.unitGrpc,
  metrics: PORTS.unitMetrics,
};

function freeNumber(container: Container, port: Cursor, name: string): number {
  const pod = containersOfPod(container.componentSpec.predictor, container.componentSpec.index);
  const taken = new Set<number>([PORTS.executorHttp, PORTS.executorGrpc]);
  for (const member of pod) for (const number of numbersOf(member, port, name)) taken.add(number);
  const own = pod.find(member => member.container === container);
  let number = (FIRST[name] ?? PORTS.unitHttp) + (own?.index ?? 0);
  while (taken.has(number)) number++;
  return number;
}

/** The port itself does not count, nor the automatic number that it replaces once it bears the name. */
function numbersOf(member: PodContainer, moved: Cursor, name: string): readonly number[] {
  const isMoved = (port: Cursor): boolean => port.path.join() === moved.path.join();
  const ports = member.container?.ports ?? [];
  const declared = ports.filter(port => !isMoved(port)).flatMap(port => tcpPort(port) ?? []);
  const assigned = member.ports.filter(
    port => port.written === undefined && !(ports.some(isMoved) && port.name === name),
  );
  return [...declared, ...assigned.map(port => port.number)];
}

function mentions(container: Container, port: number): boolean {
  const values = container.env.flatMap(variable => variable.key("value").string() ?? []);
  return [...container.words, ...values].some(text => new RegExp(`(?<!\\d)${port}(?!\\d)`).test(text));
}

function probePorts(container: Container): readonly Cursor[] {
  return ["livenessProbe", "readinessProbe", "startupProbe"].flatMap(probe =>
    ["httpGet", "tcpSocket", "grpc"].map(handler => container.at.at(probe, handler, "port")),
  );
}

interface Move {
  readonly from: number;
  readonly written: string;
  readonly number: number;
  readonly name: string;
}

/** A probe that asks on the old port has to follow it. */
function movedProbe(document: YamlDocument, at: Cursor, { from, written, number, name }: Move): Edits | undefined {
  if (at.integer() === from) return setValue(document, at, number);
  return written !== "" && written !== name && at.string() === written ? setValue(document, at, name) : [];
}
