// Asks a deployment whether it is ready, as its clients would: a GET through a leased forward to its Service, or to the ingress.
import http from "node:http";
import { connect } from "node:net";
import type { ReadinessAnswer, ReadinessCall } from "../../domain/index.ts";
import { isKubeError, type ClusterSession, type ForwardTarget } from "../../kube/port.ts";
import { findIngress } from "../predict/find-ingress.ts";

/** For one answer with its way, in milliseconds: a deployment that is ready answers at once. */
const PATIENCE = 2_000;

/** Characters of an answer that are kept. */
const MOST_READ = 2_000;

/** A call without an answer is left out: why a forward fails is another matter than whether it serves. */
export async function askReadiness(
  session: Pick<ClusterSession, "forward" | "get" | "list">,
  namespace: string,
  calls: readonly ReadinessCall[],
  signal: AbortSignal,
): Promise<ReadinessAnswer[]> {
  const answers = await Promise.all(
    calls.map(async call => {
      const either = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
      const target = await targetOf(session, namespace, call, either);
      return target ? answerTo(session, target, call, either) : undefined;
    }),
  );
  return answers.filter(answer => answer !== undefined);
}

async function targetOf(
  session: Pick<ClusterSession, "get" | "list">,
  namespace: string,
  call: ReadinessCall,
  signal: AbortSignal,
): Promise<ForwardTarget | undefined> {
  if (call.through === "service") return { kind: "service", namespace, name: call.service, port: call.port };
  const route = await findIngress(session, undefined, { signal }).catch(unlessKubeError);
  if (route?.kind !== "service" || route.namespace === undefined) return undefined;
  return { kind: "service", namespace: route.namespace, name: route.service, port: route.port };
}

async function answerTo(
  session: Pick<ClusterSession, "forward">,
  target: ForwardTarget,
  call: ReadinessCall,
  signal: AbortSignal,
): Promise<ReadinessAnswer | undefined> {
  const lease = await session.forward(target, { signal }).catch(unlessKubeError);
  if (!lease) return undefined;
  try {
    return { call, ...(await get(lease.host, lease.localPort, call.path, signal)) };
  } catch {
    return undefined;
  } finally {
    await lease.release();
  }
}

/** Past any proxy of this machine, and without following where the answer leads. */
function get(
  host: string,
  port: number,
  path: string,
  signal: AbortSignal,
): Promise<Pick<ReadinessAnswer, "status" | "body">> {
  return new Promise((resolve, reject) => {
    const createConnection = (): ReturnType<typeof connect> => connect({ host, port });
    const headers = { connection: "close" };
    const request = http.request({ host, port, path, headers, signal, createConnection }, response => {
      let body = "";
      response.setEncoding("utf8");
      response.on("error", reject);
      response.on("data", (piece: string) => {
        if (body.length < MOST_READ) body += piece.slice(0, MOST_READ);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject);
    request.end();
  });
}

function unlessKubeError(error: unknown): undefined {
  if (isKubeError(error)) return undefined;
  throw error;
}
