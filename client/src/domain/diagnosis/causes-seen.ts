// What a deployment's tree shows that a signature explains: each cause once, at the deepest place that shows it.
import * as l10n from "@vscode/l10n";
import { maskCredentials } from "../mask.ts";
import type { Info } from "../health/info.ts";
import { hasFailed } from "../health/explaining-log.ts";
import { eventTime } from "../health/owners.ts";
import type {
  ContainerNode,
  PodNode,
  PredictorNode,
  SeldonDeploymentNode,
  TreeNode,
  WorkloadNode,
} from "../health/tree.ts";
import type { SignatureMatch } from "../signatures/diagnose-log.ts";
import type { Verdict } from "../signatures/signature.ts";
import type { Cause, CausePart, CauseEvidence, Step } from "./cause.ts";

/** Characters of a line that are kept. */
const LONGEST_LINE = 1000;

/** A deployment as it was judged. */
export interface Judged {
  readonly tree: SeldonDeploymentNode;
  readonly infos: ReadonlyMap<TreeNode, Info>;
}

interface Sighting {
  readonly part: CausePart;
  readonly step: Step;
  readonly info: Info | undefined;
  /** True where it says nothing about the manifest any more, or follows from what another container shows. */
  readonly isOver: boolean;
  readonly evidence: (match: SignatureMatch) => CauseEvidence;
}

/**
 * One for each cause and place, however many replicas show it; the deepest place counts. What only follows from something
 * else is left out, and so is what pods of an older version show: the manifest is no longer theirs.
 * @param verdict `symptom` gives what is seen and explains nothing by itself
 */
export function causesSeen(judged: Judged, verdict: Exclude<Verdict, "benign"> = "cause"): Cause[] {
  const told = new Set<SignatureMatch>();
  const causes = new Map<string, Cause>();
  for (const sighting of sightings(judged)) {
    const match = sighting.info?.match;
    if (match?.signature.verdict !== verdict || told.has(match)) continue;
    told.add(match);
    const key = JSON.stringify([match.signature.id, sighting.part]);
    if (!sighting.isOver && !causes.has(key)) causes.set(key, causeOf(match, sighting));
  }
  return [...causes.values()];
}

function causeOf(match: SignatureMatch, { part, step, evidence }: Sighting): Cause {
  return {
    signature: match.signature.id,
    failureModes: match.signature.failureModes,
    title: maskCredentials(match.title),
    meaning: maskCredentials(match.meaning),
    remedy: maskCredentials(match.remedy),
    step,
    confidence: match.signature.verdict === "symptom" ? "possible" : match.text === undefined ? "likely" : "certain",
    part,
    evidence: [evidence(match)],
  };
}

/** Containers before their pod, pods before their workload, since an info is handed up from below. */
function* sightings({ tree, infos }: Judged): Generator<Sighting> {
  for (const predictor of tree.predictors) {
    for (const workload of predictor.workloads) {
      const part = partOf(predictor, workload);
      const isServing = workload.pods.some(pod => pod.isNewest && infos.get(pod)?.state === "ready");
      for (const pod of workload.pods) {
        const isOver = isPast(pod, isServing);
        for (const container of pod.containers) {
          const info = infos.get(container);
          yield containerSighting(container, pod, { part, info, isOver: isOver || isDragged(container, pod) });
        }
        const info = infos.get(pod);
        const evidence = (match: SignatureMatch): CauseEvidence => podEvidence(pod, match);
        yield { part: { ...part, ...onlyUnit(pod) }, step: "pod", info, isOver, evidence };
      }
      const object = l10n.t`Deployment ${workload.object.metadata.name}`;
      const evidence = (match: SignatureMatch): CauseEvidence =>
        withLine(object, match, timeOf(workload.events, match));
      yield { part, step: "workload", info: infos.get(workload), isOver: false, evidence };
    }
  }
  const object = l10n.t`SeldonDeployment ${tree.object.metadata.name}`;
  const evidence = (match: SignatureMatch): CauseEvidence => withLine(object, match, timeOf(tree.events, match));
  yield { part: {}, step: "status", info: infos.get(tree), isOver: false, evidence };
}

/** Of an older version, on its way out, or ended for good (such as evicted) while another has taken its place. */
function isPast({ isNewest, object }: PodNode, isServing: boolean): boolean {
  const isOut = object.metadata.deletionTimestamp !== undefined;
  return !isNewest || isOut || (isServing && object.status?.phase === "Failed");
}

/** The executor gets ready when all units are: what becomes of it beside one that failed follows from that (S13). */
function isDragged({ role }: ContainerNode, { containers }: PodNode): boolean {
  if (role !== "executor") return false;
  return containers.some(other => other.unit !== undefined && !other.isInit && hasFailed(other));
}

function partOf({ spec }: PredictorNode, { role }: WorkloadNode): CausePart {
  return { predictor: spec.name, ...(role === "explainer" && { isExplainer: true }) };
}

function onlyUnit(pod: PodNode): CausePart {
  const [unit, ...others] = new Set(pod.containers.flatMap(container => container.unit ?? []));
  return unit !== undefined && others.length === 0 ? { unit } : {};
}

function containerSighting(
  container: ContainerNode,
  pod: PodNode,
  { part, info, isOver }: Pick<Sighting, "part" | "info" | "isOver">,
): Sighting {
  const speaker = (info?.match && speakerOf(container, pod, info.match)) ?? container;
  return {
    part: { ...part, ...(speaker.unit !== undefined && { unit: speaker.unit }), container: speaker.name },
    step: stepOf(speaker),
    info,
    isOver,
    evidence: match => containerEvidence(speaker, pod, match),
  };
}

export function stepOf({ role, isInit }: ContainerNode): Step {
  if (isInit) return "initializer";
  return role === "executor" || role === "explainer" ? role : "model";
}

/** Where a server misses its model because the download before it was empty, the initializer is the one that tells (F01). */
function speakerOf(container: ContainerNode, pod: PodNode, { signature }: SignatureMatch): ContainerNode | undefined {
  if (container.isInit || signature.sources.some(source => source !== "initializer-log")) return undefined;
  return pod.containers.find(({ role, unit }) => role === "initializer" && unit === container.unit);
}

function containerEvidence({ name, status }: ContainerNode, pod: PodNode, match: SignatureMatch): CauseEvidence {
  const object = l10n.t`Container ${name} of pod ${pod.object.metadata.name}`;
  const end = status?.state?.terminated ?? status?.lastState?.terminated;
  const eventAt = timeOf(pod.events, match);
  const time = eventAt ?? end?.finishedAt;
  const isPrevious = status?.state?.terminated === undefined && status?.lastState?.terminated !== undefined;
  const log = { pod: pod.object.metadata.name, container: name, isPrevious };
  if (match.text !== undefined) return { ...withLine(object, match, time), ...(eventAt === undefined && { log }) };
  const reason = status?.state?.waiting && !end ? status.state.waiting.reason : end?.reason;
  const state = [reason, end && l10n.t`exit code ${end.exitCode}`].filter(words => words !== undefined && words !== "");
  const said = withLine(state.length > 0 ? `${object} (${state.join(", ")})` : object, match, time);
  return end ? { ...said, log } : said;
}

function podEvidence(pod: PodNode, match: SignatureMatch): CauseEvidence {
  return withLine(l10n.t`Pod ${pod.object.metadata.name}`, match, timeOf(pod.events, match));
}

/** Of the latest event that says it. */
function timeOf(events: PodNode["events"], { text }: SignatureMatch): string | undefined {
  const event = text === undefined ? undefined : events.findLast(({ message }) => message === text);
  const time = event && eventTime(event);
  return time === "" ? undefined : time;
}

function withLine(object: string, { text }: SignatureMatch, time: string | undefined): CauseEvidence {
  return {
    object,
    ...(time !== undefined && { time }),
    ...(text !== undefined && { line: maskCredentials(text).slice(0, LONGEST_LINE) }),
  };
}
