// One probe of a container: does the port listen, does the path answer? Failures come in the kubelet's own words.
import { request } from "node:http";
import type { Clock } from "../kubernetes/clock.ts";
import type { ClusterNetwork } from "./network.ts";
import type { ProbePace } from "./probe-pace.ts";
import type { ContainerSpec, Probe } from "./program.ts";

/** Why a probe failed, as the event says it; `undefined` when it succeeded. */
export type ProbeFailure = string | undefined;

export interface ProbeTarget {
  readonly container: ContainerSpec;
  readonly address: string;
  readonly network: ClusterNetwork;
  readonly clock: Clock;
  readonly pace: ProbePace;
  readonly signal: AbortSignal;
}

/** Runs a probe once. An `exec` probe always succeeds: no command of a user runs here. */
export async function runProbe(probe: Probe, target: ProbeTarget): Promise<ProbeFailure> {
  if (probe.tcpSocket) return probePort(resolvePort(probe.tcpSocket.port, target.container), target);
  if (probe.httpGet) return probePath(probe, probe.httpGet, target);
  return undefined;
}

function probePort(port: number, { address, network }: ProbeTarget): ProbeFailure {
  return network.isListening(address, port) ? undefined : refused(address, port);
}

async function probePath(
  probe: Probe,
  action: NonNullable<Probe["httpGet"]>,
  { address, container, network, clock }: ProbeTarget,
): Promise<ProbeFailure> {
  const port = resolvePort(action.port, container);
  const path = `/${(action.path ?? "").replace(/^\//, "")}`;
  const url = `${(action.scheme ?? "HTTP").toLowerCase()}://${address}:${port}${path}`;
  if (!network.isListening(address, port)) return `Get "${url}": ${refused(address, port)}`;
  const stop = new AbortController();
  try {
    // When the container ends, its connections are cut, and that ends the wait.
    const connection = await network.dial(address, port);
    const timeout = clock.sleep(probe.timeoutSeconds ?? 1, stop.signal).then(() => "timeout" as const);
    const status = await Promise.race([getStatus(connection, address, port, path), timeout]);
    if (status === "timeout") {
      connection.destroy();
      return `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    }
    return status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`;
  } catch {
    return `Get "${url}": EOF`;
  } finally {
    stop.abort(new Error("The probe is over."));
  }
}

function getStatus(
  connection: Awaited<ReturnType<ClusterNetwork["dial"]>>,
  address: string,
  port: number,
  path: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({
      createConnection: () => connection,
      host: address,
      port,
      path,
      headers: { "user-agent": "kube-probe/1.27", accept: "*/*", connection: "close" },
    });
    call.on("response", response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on("error", reject);
    call.end();
  });
}

/** A port may be named after one of the container's own. */
function resolvePort(port: number | string, container: ContainerSpec): number {
  if (typeof port === "number") return port;
  return container.ports?.find(candidate => candidate.name === port)?.containerPort ?? Number(port);
}

function refused(address: string, port: number): string {
  return `dial tcp ${address}:${port}: connect: connection refused`;
}
