// The clusters that agents may look at: none but those that the command line names.
import type { AgentPlace, AskedPlace } from "../../live/agents/index.ts";
import type { ClusterSession, KubeGateway } from "../../kube/port.ts";
import type { ServeOptions } from "./arguments.ts";

export interface AllowedClusters {
  /** @throws an Error for people where the agent may not look there */
  open(asked: AskedPlace): Promise<AgentPlace>;
  close(): Promise<void>;
}

/** Kubeconfig files and the programs they name are trusted, as kubectl trusts them: whoever starts us has chosen them. */
export function createAllowedClusters(
  { allowsCluster, contexts, namespaces, kubeconfig }: ServeOptions,
  env: Readonly<Record<string, string | undefined>>,
): AllowedClusters {
  let gateway: Promise<KubeGateway> | undefined;
  const openGateway = async (): Promise<KubeGateway> => {
    const { createKubeGateway } = await import("../../kube/index.ts");
    const sources = (): { kubeconfig: readonly string[]; separateFiles: readonly string[] } => ({
      kubeconfig,
      separateFiles: [],
    });
    return createKubeGateway({ sources, isTrusted: () => Promise.resolve(true), env });
  };
  const allowed = async (known: KubeGateway): Promise<readonly string[]> => {
    if (contexts.length > 0) return contexts;
    return (await known.contexts()).contexts.filter(({ isCurrent }) => isCurrent).map(({ name }) => name);
  };
  const connect = async (context: string | undefined): Promise<ClusterSession> => {
    const known = await (gateway ??= openGateway());
    return await known.connect(chooseContext(await allowed(known), context));
  };
  return {
    async open({ context, namespace }) {
      if (!allowsCluster) throw new Error("seldon-mcp was started without --allow-cluster.");
      const session = await connect(context);
      return { session, namespace: chooseNamespace(namespaces, namespace ?? session.context.namespace, namespace) };
    },
    close: async () => await (await gateway)?.close(),
  };
}

function chooseContext(allowed: readonly string[], asked: string | undefined): string {
  const [only, ...others] = allowed;
  if (only === undefined) throw new Error("The kubeconfig has no current context. Start seldon-mcp with --context.");
  if (asked === undefined && others.length > 0) throw new Error(`Name one of these contexts: ${allowed.join(", ")}.`);
  if (asked === undefined || allowed.includes(asked)) return asked ?? only;
  throw new Error(`The context ${asked} is not allowed. Allowed: ${allowed.join(", ")}.`);
}

/** @param usual what holds where the agent has named none, if it is allowed */
function chooseNamespace(allowed: readonly string[], usual: string, asked: string | undefined): string {
  if (allowed.length === 0 || allowed.includes(usual)) return usual;
  const [only, ...others] = allowed;
  if (asked === undefined && only !== undefined && others.length === 0) return only;
  throw new Error(`The namespace ${usual} is not allowed. Allowed: ${allowed.join(", ")}.`);
}
