// What a deployment's tree shows that a signature explains, as facts for the language server (design §4.4).
import type { ObservedFailure } from "../../../../schemas/src/index.ts";
import {
  eventTime,
  maskCredentials,
  type ContainerNode,
  type Info,
  type PodNode,
  type PredictorNode,
  type SignatureMatch,
  type WorkloadNode,
} from "../../domain/index.ts";
import type { JudgedDeployment } from "../../live/index.ts";

/** Characters of a line that are handed on; a message quotes fewer. */
const LONGEST_LINE = 1000;

type Evidence = ObservedFailure["evidence"];

/** Where in the deployment a failure is. */
type Part = Pick<ObservedFailure, "predictor" | "unit" | "container" | "isExplainer">;

interface Sighting {
  readonly part: Part;
  readonly info: Info | undefined;
  /** True where it says nothing about the manifest any more. */
  readonly isOver: boolean;
  readonly evidence: (match: SignatureMatch) => Evidence;
}

/**
 * One failure for each cause and place, however many replicas show it; the deepest place counts. What only follows from
 * something else is left out, and so is what pods of an older version show: the manifest is no longer theirs.
 */
export function observedFailures(judged: JudgedDeployment, context: string): ObservedFailure[] {
  const { name, namespace } = judged.tree.object.metadata;
  const told = new Set<SignatureMatch>();
  const failures = new Map<string, ObservedFailure>();
  for (const { part, info, isOver, evidence } of sightings(judged)) {
    const match = info?.match;
    if (match?.signature.verdict !== "cause" || told.has(match)) continue;
    told.add(match);
    if (isOver) continue;
    const key = JSON.stringify([match.signature.id, part]);
    if (failures.has(key)) continue;
    failures.set(key, {
      kind: "SeldonDeployment",
      name,
      ...(namespace !== undefined && { namespace }),
      cluster: context,
      ...part,
      failureModes: [...match.signature.failureModes],
      signature: match.signature.id,
      title: maskCredentials(match.title),
      meaning: maskCredentials(match.meaning),
      remedy: maskCredentials(match.remedy),
      evidence: evidence(match),
    });
  }
  return [...failures.values()];
}

/** Containers before their pod, pods before their workload, since an info is handed up from below. */
function* sightings({ tree, infos }: JudgedDeployment): Generator<Sighting> {
  for (const predictor of tree.predictors) {
    for (const workload of predictor.workloads) {
      const part = partOf(predictor, workload);
      const isServing = workload.pods.some(pod => pod.isNewest && infos.get(pod)?.state === "ready");
      for (const pod of workload.pods) {
        const isOver = isPast(pod, isServing);
        for (const container of pod.containers) {
          yield containerSighting(container, pod, { part, info: infos.get(container), isOver });
        }
        const info = infos.get(pod);
        yield { part: { ...part, ...onlyUnit(pod) }, info, isOver, evidence: match => podEvidence(pod, match) };
      }
      const object = `Deployment ${workload.object.metadata.name}`;
      const evidence = (match: SignatureMatch): Evidence => withLine(object, match, timeOf(workload.events, match));
      yield { part, info: infos.get(workload), isOver: false, evidence };
    }
  }
  const object = `SeldonDeployment ${tree.object.metadata.name}`;
  yield { part: {}, info: infos.get(tree), isOver: false, evidence: match => withLine(object, match, undefined) };
}

/** Of an older version, on its way out, or ended for good (such as evicted) while another has taken its place. */
function isPast({ isNewest, object }: PodNode, isServing: boolean): boolean {
  const isOut = object.metadata.deletionTimestamp !== undefined;
  return !isNewest || isOut || (isServing && object.status?.phase === "Failed");
}

function partOf({ spec }: PredictorNode, { role }: WorkloadNode): Part {
  return { predictor: spec.name, ...(role === "explainer" && { isExplainer: true }) };
}

function onlyUnit(pod: PodNode): Part {
  const [unit, ...others] = new Set(pod.containers.flatMap(container => container.unit ?? []));
  return unit !== undefined && others.length === 0 ? { unit } : {};
}

function containerSighting(
  container: ContainerNode,
  pod: PodNode,
  { part, info, isOver }: Omit<Sighting, "evidence">,
): Sighting {
  const speaker = (info?.match && speakerOf(container, pod, info.match)) ?? container;
  return {
    part: { ...part, ...(speaker.unit !== undefined && { unit: speaker.unit }), container: speaker.name },
    info,
    isOver,
    evidence: match => containerEvidence(speaker, pod, match),
  };
}

/** Where a server misses its model because the download before it was empty, the initializer is the one that tells (F01). */
function speakerOf(container: ContainerNode, pod: PodNode, { signature }: SignatureMatch): ContainerNode | undefined {
  if (container.isInit || signature.sources.some(source => source !== "initializer-log")) return undefined;
  return pod.containers.find(({ role, unit }) => role === "initializer" && unit === container.unit);
}

function containerEvidence({ name, status }: ContainerNode, pod: PodNode, match: SignatureMatch): Evidence {
  const object = `Container ${name} of pod ${pod.object.metadata.name}`;
  const end = status?.state?.terminated ?? status?.lastState?.terminated;
  const time = timeOf(pod.events, match) ?? end?.finishedAt;
  if (match.text !== undefined) return withLine(object, match, time);
  const reason = status?.state?.waiting && !end ? status.state.waiting.reason : end?.reason;
  const state = [reason, end && `exit code ${end.exitCode}`].filter(words => words !== undefined && words !== "");
  return withLine(state.length > 0 ? `${object} (${state.join(", ")})` : object, match, time);
}

function podEvidence(pod: PodNode, match: SignatureMatch): Evidence {
  return withLine(`Pod ${pod.object.metadata.name}`, match, timeOf(pod.events, match));
}

/** Of the latest event that says it. */
function timeOf(events: PodNode["events"], { text }: SignatureMatch): string | undefined {
  const event = text === undefined ? undefined : events.findLast(({ message }) => message === text);
  const time = event && eventTime(event);
  return time === "" ? undefined : time;
}

function withLine(object: string, { text }: SignatureMatch, time: string | undefined): Evidence {
  return {
    object,
    ...(time !== undefined && { time }),
    ...(text !== undefined && { line: maskCredentials(text).slice(0, LONGEST_LINE) }),
  };
}
