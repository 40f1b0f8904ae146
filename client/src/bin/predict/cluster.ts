// The cluster that tests are run against, connected to when the first of them needs it.
import { setTimeout } from "node:timers/promises";
import { isKubeError, type ClusterSession, type KubeGateway } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../../live/index.ts";
import type { PredictOptions } from "./arguments.ts";

export interface Cluster {
  /** @throws an Error for people where there is no such context, or no kubeconfig */
  session(): Promise<ClusterSession>;
  close(): Promise<void>;
}

/** Kubeconfig files and the programs they name are trusted, as kubectl trusts them: whoever calls us has chosen them. */
export function createCluster(
  { kubeconfig, context }: Pick<PredictOptions, "kubeconfig" | "context">,
  env: Readonly<Record<string, string | undefined>>,
): Cluster {
  let gateway: KubeGateway | undefined;
  let session: Promise<ClusterSession> | undefined;
  const open = async (): Promise<ClusterSession> => {
    const { createKubeGateway } = await import("../../kube/index.ts");
    gateway = createKubeGateway({
      sources: () => ({ kubeconfig, separateFiles: [] }),
      isTrusted: () => Promise.resolve(true),
      env,
    });
    const { contexts, problems, files } = await gateway.contexts();
    const found = context === undefined ? contexts.find(({ isCurrent }) => isCurrent) : { name: context };
    if (found) return gateway.connect(found.name);
    const [problem] = problems;
    throw new Error(
      problem
        ? `${problem.file}: ${problem.message}`
        : `There is no current context in ${files.join(", ") || "any kubeconfig"}. Name one by --context, or an address by --url.`,
    );
  };
  return {
    session: () => (session ??= open()),
    async close() {
      await gateway?.close();
    },
  };
}

/** Between two looks, in milliseconds. */
const PAUSE = 1_000;

/** Why a deployment is not available after `seconds`, in words; `undefined` once it is. */
export async function waitUntilAvailable(
  session: ClusterSession,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  seconds: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const state = await stateOf(session, namespace, name, signal);
    if (state === "Available") return undefined;
    if (signal.aborted || performance.now() + PAUSE > deadline) {
      return `${name} in namespace ${namespace} is not available after ${seconds} s: ${state}.`;
    }
    await setTimeout(PAUSE, undefined, { signal }).catch(() => {});
  }
}

async function stateOf(session: ClusterSession, namespace: string, name: string, signal: AbortSignal): Promise<string> {
  try {
    const { status } = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name }, { signal });
    const why = status?.description ?? "";
    return `${status?.state ?? "the operator has not looked at it"}${why === "" ? "" : ` (${why})`}`;
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return "it is not there";
    return error instanceof Error ? error.message : String(error);
  }
}
