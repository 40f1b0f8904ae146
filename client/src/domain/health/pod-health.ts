// How a pod stands.
import * as l10n from "@vscode/l10n";
import { diagnoseLog, explanationOf, type SignatureMatch } from "../signatures/diagnose-log.ts";
import { parseTime } from "../time.ts";
import { troubledContainer } from "./explaining-log.ts";
import type { HealthOptions, Info } from "./info.ts";
import type { ContainerNode, PodNode } from "./tree.ts";

/** A cluster that grows needs about this long for a new node, in milliseconds; until then a pending pod is not yet a failure. */
const SCHEDULING_PATIENCE = 60_000;

/** An initializer that has run longer than this beside a mesh proxy is most likely held up by it, in milliseconds (F08). */
const INITIALIZER_PATIENCE = 120_000;

export const MESH_PROXIES: readonly string[] = ["istio-proxy", "linkerd-proxy"];

/** @param infoOf the containers' infos, which are made first */
export function podInfo(pod: PodNode, options: HealthOptions, infoOf: (container: ContainerNode) => Info): Info {
  const { metadata, status } = pod.object;
  if (metadata.deletionTimestamp !== undefined) return { state: "progressing", words: l10n.t("stopping") };
  if (status?.phase === "Succeeded") return { state: "stopped", words: l10n.t("completed") };
  if (status?.phase === "Failed")
    return evictedInfo(pod) ?? troubled(pod, infoOf) ?? { state: "failed", words: l10n.t("failed") };
  const pending = unscheduledInfo(pod, options);
  if (pending) return pending;
  const words = readyWords(pod);
  const isReady = status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") === true;
  const main = pod.containers.filter(container => !container.isInit);
  if (isReady || (main.length > 0 && main.every(container => container.status?.ready === true))) {
    return { state: "ready", words };
  }
  const info = troubled(pod, infoOf);
  if (info?.state === "failed" || info?.reason !== undefined) return { ...info, words };
  return { ...(volumeInfo(pod) ?? meshInfo(pod, options) ?? { state: "progressing" }), words };
}

/** `1/2 ready`: containers that have to be ready, without init containers. */
function readyWords(pod: PodNode): string {
  const main = pod.containers.filter(container => !container.isInit);
  const init = pod.containers.filter(container => container.isInit);
  const done = init.filter(container => container.status?.state?.terminated?.exitCode === 0).length;
  if (done < init.length) return l10n.t`init ${done}/${init.length}`;
  return l10n.t`${main.filter(container => container.status?.ready === true).length}/${main.length} ready`;
}

function troubled(pod: PodNode, infoOf: (container: ContainerNode) => Info): Info | undefined {
  const container = troubledContainer(pod);
  return container && infoOf(container);
}

function evictedInfo(pod: PodNode): Info | undefined {
  const { reason, message = "" } = pod.object.status ?? {};
  if (reason === undefined) return undefined;
  const match = fromEvents([message]);
  return { state: "failed", words: reason.toLowerCase(), reason: match?.title ?? reason, match };
}

function unscheduledInfo(pod: PodNode, { now }: HealthOptions): Info | undefined {
  const condition = pod.object.status?.conditions?.find(
    ({ type, status }) => type === "PodScheduled" && status === "False",
  );
  if (!condition) return undefined;
  const match = fromEvents([condition.message ?? ""]);
  const created = parseTime(pod.object.metadata.creationTimestamp ?? "");
  const isPatient = created !== undefined && now - created < SCHEDULING_PATIENCE;
  return {
    state: isPatient ? "progressing" : "failed",
    words: l10n.t("waiting for a node"),
    reason: match?.title ?? condition.message ?? l10n.t("not scheduled"),
    match,
  };
}

/** While containers are being made, only the events say what holds them up; those about scheduling are over by then. */
function volumeInfo(pod: PodNode): Omit<Info, "words"> | undefined {
  const isMaking = pod.containers.some(({ status }) => status?.state?.waiting?.reason === "ContainerCreating");
  const messages = pod.events
    .filter(
      event => event.type === "Warning" && /^Failed(?:Mount|AttachVolume|CreatePodSandBox)$/.test(event.reason ?? ""),
    )
    .map(event => event.message ?? "");
  const match = fromEvents(messages);
  const hasInit = pod.containers.some(({ status }) => status?.state?.waiting?.reason === "PodInitializing");
  if (!match || !(isMaking || hasInit)) return undefined;
  const hasRunInit = pod.containers.some(({ isInit, status }) => isInit && !status?.state?.waiting && status?.state);
  if (hasRunInit) return undefined;
  return { state: match.signature.verdict === "cause" ? "failed" : "progressing", reason: match.title, match };
}

function meshInfo(pod: PodNode, options: HealthOptions): Omit<Info, "words"> | undefined {
  const proxy = blockingProxy(pod, options.now);
  if (proxy === undefined) return undefined;
  return {
    state: "progressing",
    reason: l10n.t`model-initializer: still running, ${proxy} may block it`,
    notes: [
      l10n.t`The pod has ${proxy}, which starts after the init containers. If the mesh redirects their traffic, the initializer cannot reach the store. Exclude the store's port with the annotation traffic.sidecar.istio.io/excludeOutboundPorts (F08).`,
    ],
  };
}

/** The mesh's proxy that most likely keeps a pod's initializer from the store; undefined where none does (F08). */
export function blockingProxy(pod: PodNode, now: number): string | undefined {
  const initializer = pod.containers.find(({ role, status }) => role === "initializer" && status?.state?.running);
  const proxy = pod.containers.find(({ name }) => MESH_PROXIES.includes(name));
  const started = parseTime(initializer?.status?.state?.running?.startedAt ?? "");
  return started === undefined || now - started < INITIALIZER_PATIENCE ? undefined : proxy?.name;
}

function fromEvents(lines: readonly string[]): SignatureMatch | undefined {
  return explanationOf(diagnoseLog({ source: "event", lines }));
}
