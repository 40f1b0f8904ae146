// The log of one container, from its first line to its last, however often the connection breaks in between.
import * as l10n from "@vscode/l10n";
import type { LogLine, LogOptions, LogSource, StreamState } from "../port.ts";
import { objectPath, POD, withQuery } from "../api/paths.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import { cancelled, throwIfAborted } from "../errors/make-error.ts";
import type { Lifeline } from "../http/lifeline.ts";
import type { Transport } from "../http/transport.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import { sleep } from "../sleep.ts";
import { createBackOff } from "../watch/back-off.ts";
import { readContainerRun, type ContainerRun } from "./container-run.ts";
import { createLineSplitter } from "./line-splitter.ts";
import { createResumePoint, type ResumePoint } from "./resume-point.ts";

interface LogHost {
  readonly transport: Transport;
  readonly lifeline: Lifeline;
  /** Of the session. */
  readonly signal: AbortSignal;
}

/** Attempts without a single line before reading a log that is not followed is given up. */
const ATTEMPTS = 4;
/** How long a pod's status may take to tell that a container has ended, in milliseconds. */
const STATUS_DELAY = 2_000;

/** See `ClusterSession.log`. Ends its request when the caller stops taking. */
export async function* streamLog(
  host: LogHost,
  source: LogSource,
  options: LogOptions = {},
): AsyncGenerator<readonly LogLine[], void, undefined> {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, host.signal, ...(options.signal ? [options.signal] : [])]);
  try {
    throwIfAborted(signal);
    yield* readToEnd({ ...host, signal }, source, { ...options, onState: changesOnly(options) });
  } catch (error) {
    throw signal.aborted ? cancelled(signal) : error;
  } finally {
    own.abort();
  }
}

async function* readToEnd(
  host: LogHost,
  source: LogSource,
  options: LogOptions,
): AsyncGenerator<readonly LogLine[], void, undefined> {
  const { timing } = host.transport;
  const point = createResumePoint();
  const backOff = createBackOff(timing.backOffMin, timing.backOffMax);
  const first = options.isFollowed === true ? await readContainerRun(host.transport, source, host.signal) : undefined;
  let reading: Reading = { isFollowed: options.isFollowed === true, isPrevious: options.isPrevious === true };
  let failures = 0;
  let lastRight = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    let isCut = false;
    try {
      const onOpen = (): void => options.onState?.({ kind: "live" });
      for await (const lines of readOnce(host, source, options, reading, point, onOpen)) {
        failures = 0;
        lastRight = Date.now();
        backOff.reset();
        yield lines;
      }
      if (!reading.isFollowed) return;
    } catch (error) {
      const cut = isKubeError(error) ? error : errorFromNetwork(error, source.pod);
      failures += 1;
      isCut = true;
      if (host.signal.aborted || !isPassing(cut, reading, options, attempt, failures)) throw cut;
      // What was left of an ended process can no longer be read: the container has started anew, or the pod is gone.
      if (!isConnectionLost(cut) && !reading.isFollowed) return;
      options.onState?.(stale(lastRight, cut));
      await sleep(backOff.next(), host.signal);
    }
    if (reading.isFollowed) {
      const tell = (error: KubeError): void => options.onState?.(stale(lastRight, error));
      const next = await (isCut ? afterCut : afterEnd)({ ...host, source, first, tell });
      if (!next) return;
      reading = next;
    }
    point.replay();
  }
}

/** What to ask for: the process that runs, or the one before it. */
interface Reading {
  readonly isFollowed: boolean;
  readonly isPrevious: boolean;
}

function isConnectionLost({ reason }: KubeError): boolean {
  return reason === "unreachable" || reason === "timeout";
}

/** Whether to go on after a failure. A followed log waits for its cluster, but a first refusal is the caller's to know. */
function isPassing(cut: KubeError, reading: Reading, options: LogOptions, attempt: number, failures: number): boolean {
  if (isConnectionLost(cut)) return reading.isFollowed || failures < ATTEMPTS;
  // A pod that goes away answers in many ways; its status tells what to make of them.
  const mayBeGone = cut.reason === "not-found" || cut.reason === "invalid" || cut.reason === "bad-response";
  return mayBeGone && options.isFollowed === true && attempt > 1 && failures < ATTEMPTS;
}

interface Aftermath extends LogHost {
  readonly source: LogSource;
  /** The process that the log is of. */
  readonly first: ContainerRun | undefined;
  readonly tell: (error: KubeError) => void;
}

/**
 * After an end in good order, which the kubelet makes when the process has ended: there is no more to read. It comes a
 * moment before the pod's status says so; where the process runs on, something on the way has ended the stream.
 */
async function afterEnd(after: Aftermath): Promise<Reading | undefined> {
  const deadline = Date.now() + STATUS_DELAY;
  for (;;) {
    const run = await patientRun(after);
    if (!run?.isRunning || isOther(run, after.first)) return undefined;
    if (Date.now() > deadline) return { isFollowed: true, isPrevious: false };
    await sleep(STATUS_DELAY / 10, after.signal);
  }
}

/** After a cut: what became of the process, and where the rest of its log is. */
async function afterCut(after: Aftermath): Promise<Reading | undefined> {
  const { first } = after;
  const run = await patientRun(after);
  if (!run || run.podUid !== first?.podUid) return undefined;
  if (!isOther(run, first)) return { isFollowed: run.isRunning, isPrevious: false };
  return run.previousContainerId === first?.containerId ? { isFollowed: false, isPrevious: true } : undefined;
}

/** A container that had not begun when the stream was opened has by now. */
function isOther(run: ContainerRun, first: ContainerRun | undefined): boolean {
  if (run.podUid !== first?.podUid) return true;
  return first?.containerId !== undefined && run.containerId !== first.containerId;
}

/** The pod's word on its container, once the cluster is there again. */
async function patientRun({ transport, source, signal, tell }: Aftermath): Promise<ContainerRun | undefined> {
  const backOff = createBackOff(transport.timing.backOffMin, transport.timing.backOffMax);
  for (;;) {
    try {
      return await readContainerRun(transport, source, signal);
    } catch (error) {
      if (signal.aborted || !isKubeError(error) || !isConnectionLost(error)) throw error;
      tell(error);
      await sleep(backOff.next(), signal);
    }
  }
}

async function* readOnce(
  host: LogHost,
  source: LogSource,
  options: LogOptions,
  reading: Reading,
  point: ResumePoint,
  onOpen: () => void,
): AsyncGenerator<readonly LogLine[], void, undefined> {
  const what = l10n.t`read the log of container "${source.container}" of Pod "${source.pod}" in namespace "${source.namespace}"`;
  const ref = { type: POD, namespace: source.namespace, name: source.pod };
  const since = options.since === undefined ? undefined : new Date(options.since).toISOString();
  const isResumed = point.sinceTime !== undefined;
  const path = withQuery(objectPath(ref, "log"), {
    container: source.container,
    timestamps: true,
    follow: reading.isFollowed,
    previous: reading.isPrevious,
    sinceTime: point.sinceTime ?? since,
    tailLines: isResumed ? undefined : options.tailLines,
  });
  // The API server sends nothing, not even the head, before the first line.
  const opened = setTimeout(onOpen, host.transport.timing.connect);
  const { server } = await host.transport.credentials.current();
  const message = await host.transport
    .open({ method: "GET", path, what, signal: host.signal }, reading.isFollowed)
    .finally(() => clearTimeout(opened));
  onOpen();
  const leave = host.lifeline.add(error => message.destroy(error));
  const splitter = createLineSplitter();
  try {
    for await (const chunk of message) {
      host.lifeline.heard();
      const fresh = Buffer.isBuffer(chunk) ? point.fresh(splitter.push(chunk)) : [];
      if (fresh.length > 0) yield fresh;
    }
    // A line that a cut left unfinished comes again whole; here the log itself has ended without a line break.
    const rest = point.fresh(splitter.end());
    if (rest.length > 0) yield rest;
  } catch (error) {
    throw isKubeError(error) ? error : errorFromNetwork(error, server);
  } finally {
    leave();
    message.destroy();
  }
}

/** Says only what is new: a log that goes on where it was is still live. */
function changesOnly(options: LogOptions): (state: StreamState) => void {
  let last = "";
  return state => {
    const text = state.kind === "stale" ? state.error.message : state.kind;
    if (text === last) return;
    last = text;
    options.onState?.(state);
  };
}

function stale(since: number, error: KubeError): StreamState {
  return { kind: "stale", since, error };
}
