// Ports of pods and services on this machine: one listener for each, shared by leases.
import { createServer, type Server, type Socket } from "node:net";
import * as l10n from "@vscode/l10n";
import type { CallOptions, ForwardArrival, ForwardInfo, ForwardLease, ForwardTarget } from "../port.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import { cancelled, throwIfAborted } from "../errors/make-error.ts";
import type { Lifeline } from "../http/lifeline.ts";
import type { Transport } from "../http/transport.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import { sleep } from "../sleep.ts";
import { createBackOff } from "../watch/back-off.ts";
import { createArrivals } from "./arrivals.ts";
import { choosePod, type PodPort } from "./choose-pod.ts";
import { dialPod, join } from "./pod-connection.ts";

export interface Forwards {
  lease(target: ForwardTarget, options?: CallOptions): Promise<ForwardLease>;
  list(): readonly ForwardInfo[];
  close(): Promise<void>;
}

interface Forward {
  readonly info: () => ForwardInfo;
  readonly arrival: ForwardLease["arrival"];
  leases: number;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
/** How long a local connection waits for a pod: a service's next pod may take a moment to become ready. */
const LONGEST_WAIT = 15_000;

/**
 * The forwards of a session; `over` ends them all.
 *
 * @param changed called whenever what `list` tells has changed
 */
export function createForwards(
  transport: Transport,
  lifeline: Lifeline,
  over: AbortSignal,
  changed: () => void,
): Forwards {
  const open = new Map<string, Promise<Forward>>();
  const infos = new Set<Forward>();

  const release = async (key: string, forward: Forward): Promise<void> => {
    forward.leases -= 1;
    if (forward.leases === 0) {
      open.delete(key);
      infos.delete(forward);
    }
    changed();
    if (forward.leases > 0) return;
    await forward.close();
  };
  return {
    async lease(target, options = {}) {
      throwIfAborted(options.signal);
      if (over.aborted) throw cancelled(over);
      const key = JSON.stringify([target.kind, target.namespace, target.name, target.port]);
      const opening = open.get(key) ?? openForward(transport, lifeline, target, over, changed);
      open.set(key, opening);
      const forward = await opening.catch((error: unknown) => {
        open.delete(key);
        throw errorFromNetwork(error, l10n.t("a port of this machine"));
      });
      infos.add(forward);
      forward.leases += 1;
      changed();
      let isHeld = true;
      return {
        host: HOST,
        localPort: forward.info().localPort,
        info: forward.info,
        arrival: forward.arrival,
        async release() {
          if (!isHeld) return;
          isHeld = false;
          await release(key, forward);
        },
      };
    },
    list: () => [...infos].map(forward => forward.info()),
    async close() {
      open.clear();
      const closing = [...infos].map(forward => forward.close());
      infos.clear();
      changed();
      await Promise.all(closing);
    },
  };
}

async function openForward(
  transport: Transport,
  lifeline: Lifeline,
  target: ForwardTarget,
  over: AbortSignal,
  changed: () => void,
): Promise<Forward> {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, over]);
  const sockets = new Set<Socket>();
  const arrivals = createArrivals();
  let pod: string | undefined;
  let error: KubeError | undefined;

  const lead = async (local: Socket): Promise<ForwardArrival> => {
    sockets.add(local);
    // Nothing is read before the pod is there: what the client sends first waits in the socket.
    local.pause();
    local.on("error", () => {});
    const gone = new AbortController();
    local.once("close", () => {
      sockets.delete(local);
      gone.abort();
    });
    try {
      const { remote, to } = await dial(transport, target, pod, AbortSignal.any([signal, gone.signal]));
      if (pod !== to.pod || error) {
        pod = to.pod;
        error = undefined;
        changed();
      }
      const leave = lifeline.add(() => remote.terminate());
      remote.on("message", () => lifeline.heard());
      const ended = join(local, remote, to).finally(leave);
      void ended.then(failure => {
        if (!failure) return;
        error = failure;
        changed();
      });
      return { pod: to.pod, ended };
    } catch (failure) {
      if (!gone.signal.aborted && isKubeError(failure)) {
        error = failure;
        changed();
      }
      local.destroy();
      throw failure;
    }
  };
  const serve = (local: Socket): void => {
    const clientPort = local.remotePort ?? 0;
    local.once("close", () => arrivals.left(clientPort));
    arrivals.came(clientPort, lead(local));
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, serve);
  const localPort = await listen(server);
  const forward: Forward = {
    leases: 0,
    info: () => ({ target, host: HOST, localPort, pod, leases: forward.leases, error }),
    arrival: clientPort => arrivals.of(clientPort),
    async close() {
      own.abort();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>(resolve => void server.close(() => resolve()));
    },
  };
  return forward;
}

/** Tries pods until one takes the connection, for a while. */
async function dial(
  transport: Transport,
  target: ForwardTarget,
  preferred: string | undefined,
  signal: AbortSignal,
): Promise<{ remote: Awaited<ReturnType<typeof dialPod>>; to: PodPort }> {
  const backOff = createBackOff(transport.timing.backOffMin, transport.timing.backOffMax);
  const deadline = Date.now() + LONGEST_WAIT;
  for (;;) {
    try {
      const to = await choosePod(transport, target, preferred, signal);
      return { remote: await dialPod(transport, target.namespace, to, signal), to };
    } catch (error) {
      const isPassing =
        isKubeError(error) &&
        (error.reason === "unreachable" ||
          error.reason === "timeout" ||
          (target.kind === "service" && error.reason !== "forbidden" && error.reason !== "invalid"));
      const wait = backOff.next();
      if (signal.aborted || !isPassing || Date.now() + wait > deadline) throw error;
      await sleep(wait, signal);
    }
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}
