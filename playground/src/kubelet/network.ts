// The pods' network, inside the process: no real port is opened. Pods have addresses in 10.244.0.0/16, Services have names.
import { type Duplex, duplexPair } from "node:stream";
import type { PodNetwork, StreamServer } from "./program.ts";
import type { ServiceFinder } from "./service-finder.ts";

/** The simulated network of the whole cluster. */
export interface ClusterNetwork {
  /** A free pod address. */
  assignAddress(): string;
  /** Gives an address back once its pod is gone. */
  releaseAddress(address: string): void;
  /**
   * Connects to a pod address, a cluster IP or a Service's name.
   *
   * @param from - who dials: its own address for `localhost`, its namespace for short names
   * @throws an Error with code `ECONNREFUSED` or `ENOTFOUND`, worded as Node's own
   */
  dial(host: string, port: number, from?: { address: string; namespace: string }): Promise<Duplex>;
  /** Whether a connection to this port of a pod would be taken. */
  isListening(address: string, port: number): boolean;
  /** The network as one container of a pod sees it. */
  attach(address: string, namespace: string): ContainerNetwork;
}

/** A container's hold on the network; `close` frees its ports and cuts its connections, as the end of a process does. */
export interface ContainerNetwork {
  readonly network: PodNetwork;
  close(): void;
}

interface Listener {
  readonly server: StreamServer;
  readonly streams: Set<Duplex>;
}

const addressesPerBlock = 254;

/** @param services - finds what is behind a Service's name or cluster IP */
export function createNetwork(services: ServiceFinder): ClusterNetwork {
  const listeners = new Map<string, Listener>();
  const used = new Set<number>();
  let next = 0;

  function connect(address: string, port: number): Duplex {
    const listener = listeners.get(`${address}:${port}`);
    if (!listener) throw connectionRefused(address, port);
    const [near, far] = duplexPair();
    closeTogether(near, far);
    // As a socket does by default: once the pod has said all, this side closes, too.
    near.once("end", () => near.end());
    listener.streams.add(far);
    far.once("close", () => listener.streams.delete(far));
    listener.server.emit("connection", far);
    return near;
  }

  function resolve(host: string, port: number, from: { address: string; namespace: string }): [string, number] {
    const name = host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
    if (name === "localhost" || name === "0.0.0.0" || name === "::1" || name.startsWith("127.")) {
      return [from.address, port];
    }
    if (listeners.has(`${name}:${port}`)) return [name, port];
    const target = services.find(name, port, from.namespace);
    if (target === "unknown") {
      if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) throw connectionRefused(name, port);
      throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND", hostname: name });
    }
    if (target === "no-endpoints") throw connectionRefused(name, port);
    return [target.address, target.port];
  }

  function dial(host: string, port: number, from = { address: "127.0.0.1", namespace: "default" }): Promise<Duplex> {
    return new Promise(done => done(connect(...resolve(host, port, from))));
  }

  return {
    assignAddress() {
      const size = 256 * addressesPerBlock;
      let number = next;
      while (used.has(number) && used.size < size) number = (number + 1) % size;
      next = (number + 1) % size;
      used.add(number);
      return `10.244.${Math.floor(number / addressesPerBlock)}.${(number % addressesPerBlock) + 1}`;
    },
    releaseAddress(address) {
      const [block = 0, host = 1] = address.split(".").slice(2).map(Number);
      used.delete(block * addressesPerBlock + host - 1);
    },
    dial,
    isListening: (address, port) => listeners.has(`${address}:${port}`),
    attach(address, namespace) {
      const ports = new Map<string, Listener>();
      return {
        network: {
          listen(port, server) {
            const key = `${address}:${port}`;
            if (listeners.has(key)) {
              const error = new Error(`listen EADDRINUSE: address already in use 0.0.0.0:${port}`);
              throw Object.assign(error, { code: "EADDRINUSE", port });
            }
            const listener = { server, streams: new Set<Duplex>() };
            listeners.set(key, listener);
            ports.set(key, listener);
          },
          dial: (host, port) => dial(host, port, { address, namespace }),
        },
        close() {
          for (const [key, listener] of ports) {
            listeners.delete(key);
            for (const stream of listener.streams) stream.destroy();
          }
          ports.clear();
        },
      };
    },
  };
}

function connectionRefused(address: string, port: number): Error {
  const error = new Error(`connect ECONNREFUSED ${address}:${port}`);
  return Object.assign(error, { code: "ECONNREFUSED", syscall: "connect", address, port });
}

/** A connection that is torn down on one side is gone on the other one, too. */
function closeTogether(one: Duplex, other: Duplex): void {
  one.once("close", () => other.destroy());
  other.once("close", () => one.destroy());
}
