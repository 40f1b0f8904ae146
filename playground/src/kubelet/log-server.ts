// Container logs over HTTP as the kubelet serves them to the API server: which instance, which lines, how long.
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { ContainerState } from "../kubernetes/pod-types.ts";
import type { ContainerRuntime } from "./container-runtime.ts";
import type { ContainerLog, LogOptions } from "./logs.ts";

export interface LogRequest {
  readonly isFollowed: boolean;
  readonly isPrevious: boolean;
  readonly limitBytes: number | undefined;
  readonly options: LogOptions;
}

/** Reads the query of `/containerLogs/…`. Answers a text where a number or a time is none. */
export function parseLogRequest(query: URLSearchParams, now: number): LogRequest | string {
  const numbers = new Map<string, number>();
  for (const name of ["tailLines", "sinceSeconds", "limitBytes"]) {
    const text = query.get(name);
    if (text === null) continue;
    if (!/^\d+$/.test(text)) return `invalid ${name}: ${text}`;
    numbers.set(name, Number(text));
  }
  const sinceTime = query.get("sinceTime");
  const sinceSeconds = numbers.get("sinceSeconds");
  const since =
    sinceTime === null ? (sinceSeconds === undefined ? undefined : now - sinceSeconds * 1000) : Date.parse(sinceTime);
  if (since !== undefined && Number.isNaN(since)) return `invalid sinceTime: ${sinceTime ?? ""}`;
  const tailLines = numbers.get("tailLines");
  return {
    isFollowed: query.get("follow") === "true",
    isPrevious: query.get("previous") === "true",
    limitBytes: numbers.get("limitBytes"),
    options: {
      timestamps: query.get("timestamps") === "true",
      ...(tailLines === undefined ? {} : { tailLines }),
      ...(since === undefined ? {} : { since }),
    },
  };
}

/** The log of the instance that is asked for, or why there is none, in the kubelet's words (answered with 400). */
export function findLog(podName: string, container: ContainerRuntime, isPrevious: boolean): ContainerLog | string {
  const { state, lastState, instance, previousLog, spec } = container;
  const where = `container "${spec.name}" in pod "${podName}"`;
  if (isPrevious) {
    // While a container waits to be started again, the instance that ended last is the previous one.
    const log = state.waiting ? instance?.log : previousLog;
    return (lastState.terminated ? log : undefined) ?? `previous terminated ${where} not found`;
  }
  return instance?.log ?? `${where} is waiting to start: ${waitingText(state)}`;
}

function waitingText(state: ContainerState): string {
  const reason = state.waiting?.reason ?? "ContainerCreating";
  if (reason === "ErrImagePull") return "image can't be pulled";
  return reason === "ImagePullBackOff" ? "trying and failing to pull image" : reason;
}

/**
 * Sends what is there and, if asked to, what comes, until the container ends, the limit is reached or nobody listens. No faster
 * than it is read: what a client has not taken yet stays in the log.
 */
export async function sendLog(response: ServerResponse, log: ContainerLog, request: LogRequest): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  response.writeHead(200, { "content-type": "text/plain" });
  response.flushHeaders();
  const portions = log.portions(request.options, request.isFollowed ? gone.signal : undefined);
  await pipeline(limited(portions, request.limitBytes ?? Infinity), response).catch(() => response.destroy());
}

async function* limited(portions: AsyncIterable<string>, limitBytes: number): AsyncGenerator<Buffer, void> {
  let left = limitBytes;
  for await (const portion of portions) {
    if (left <= 0) return;
    const bytes = Buffer.from(portion, "utf8");
    yield bytes.subarray(0, left);
    left -= bytes.length;
    if (left <= 0) return;
  }
}
