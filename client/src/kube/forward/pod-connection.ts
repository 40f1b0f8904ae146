// One TCP connection into a pod: a WebSocket with a channel for data and one for errors (v4.channel.k8s.io).
import type { Socket } from "node:net";
import * as l10n from "@vscode/l10n";
import type WebSocket from "ws";
import { objectPath, POD, withQuery } from "../api/paths.ts";
import { kubeError } from "../errors/make-error.ts";
import { openWebSocket } from "../http/open-web-socket.ts";
import type { Transport } from "../http/transport.ts";
import type { KubeError } from "../kube-error.ts";
import type { PodPort } from "./choose-pod.ts";

const DATA = 0;
const ERROR = 1;
/** The first message of each channel is the port, in two bytes. */
const PORT_BYTES = 2;
/** How long the pod may go on answering a client that has said all it had to say, in milliseconds of silence. */
const LINGER = 30_000;
/** Bytes waiting to be sent above which the local side is not read from. */
const HIGH_WATER = 1024 * 1024;

/** Opens the way into the pod; nothing has gone through it yet. */
export function dialPod(transport: Transport, namespace: string, to: PodPort, signal: AbortSignal): Promise<WebSocket> {
  const ref = { type: POD, namespace, name: to.pod };
  return openWebSocket(transport, {
    path: withQuery(objectPath(ref, "portforward"), { ports: to.port }),
    protocol: "v4.channel.k8s.io",
    what: l10n.t`forward to port ${to.port} of Pod "${to.pod}" in namespace "${namespace}"`,
    signal,
  });
}

/**
 * Carries bytes both ways until it is over; neither side runs ahead of the other. Resolves with what the kubelet said went
 * wrong, if it did. The protocol cannot tell the pod that the client has finished, so the answer is waited for.
 */
export function join(local: Socket, remote: WebSocket, to: PodPort): Promise<KubeError | undefined> {
  return new Promise(resolve => {
    let failure: KubeError | undefined;
    const begun = new Set<number>();
    let linger: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(linger);
      remote.close();
      local.end();
      resolve(failure);
    };
    remote.on("message", data => {
      const bytes = bytesOf(data);
      const channel = bytes[0];
      if (channel === undefined) return;
      const payload = begun.has(channel) ? bytes.subarray(1) : bytes.subarray(1 + PORT_BYTES);
      begun.add(channel);
      if (payload.length === 0) return;
      linger?.refresh();
      if (channel === DATA && !local.write(payload)) remote.pause();
      if (channel === ERROR) failure = refusal(to, payload.toString("utf8"));
    });
    local.on("drain", () => remote.resume());
    local.on("data", chunk => {
      remote.send(Buffer.concat([Buffer.of(DATA), chunk]), () => {
        if (remote.bufferedAmount < HIGH_WATER) local.resume();
      });
      if (remote.bufferedAmount >= HIGH_WATER) local.pause();
    });
    remote.on("close", end);
    remote.on("error", end);
    local.on("end", () => (linger = setTimeout(end, LINGER)));
    local.on("error", end);
    local.on("close", end);
    remote.resume();
    local.resume();
  });
}

function bytesOf(data: WebSocket.RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function refusal(to: PodPort, said: string): KubeError {
  const text = said.trim().slice(0, 500);
  return kubeError(
    "unreachable",
    l10n.t`Nothing answers at port ${to.port} of Pod "${to.pod}" (${text}). The container may be starting.`,
  );
}
