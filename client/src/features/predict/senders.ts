// The ways to models that predictions have opened: one for each deployment, kept for the next request while a page shows it.
import type { ClusterSession } from "../../kube/port.ts";
import type { Sender } from "../../live/predict/index.ts";
import type { Clusters } from "../../ui/clusters.ts";

export interface Line {
  /** Absent for addresses. */
  readonly session: ClusterSession | undefined;
  readonly sender: Sender;
}

interface Held {
  readonly context: string;
  readonly deployment: string;
  readonly line: Promise<Line>;
}

/** What a page sends its requests to. */
export interface InUse {
  /** Absent for addresses. */
  readonly context: string | undefined;
  readonly deployment: string;
}

export class Senders {
  readonly #clusters: Clusters;
  readonly #inUse: () => readonly InUse[];
  readonly #held = new Map<string, Held>();

  /** @param inUse what open pages show; ways to all else are given back */
  constructor(clusters: Clusters, inUse: () => readonly InUse[]) {
    this.#clusters = clusters;
    this.#inUse = inUse;
  }

  /**
   * Gives back the ways that no page needs any more.
   * @param context absent for addresses
   */
  async lineFor(context: string | undefined, deployment: string): Promise<Line> {
    const key = keyOf({ context, deployment });
    const [line] = await Promise.all([this.#lineOf(key, context, deployment), this.closeUnused(key)]);
    return line;
  }

  async #lineOf(key: string, context: string | undefined, deployment: string): Promise<Line> {
    const session = context === undefined ? undefined : await (await this.#clusters.gateway()).connect(context);
    const held = this.#held.get(key);
    const known = await held?.line;
    const now = this.#held.get(key);
    // Another request may have opened one meanwhile, or given this one back.
    if (now && now !== held) return await now.line;
    // A kubeconfig may have come to name another cluster under the same name.
    if (now && known && known.session === session) return known;
    const line = this.#open(session);
    this.#held.set(key, { context: context ?? "", deployment, line });
    line.catch(() => this.#held.delete(key));
    await known?.sender.close();
    return await line;
  }

  /** Gives back the way to a Service; the next request opens it again. */
  async closeFor(context: string, service: string): Promise<void> {
    const inContext = [...this.#held].filter(([, held]) => held.context === context);
    const own = inContext.filter(([, held]) => service.startsWith(`${held.deployment}-`));
    // Long names are hashed (seldon-facts §5.1), and annotations may give another one.
    await this.#close((own.length > 0 ? own : inContext).map(([key]) => key));
  }

  /** @param wanted one that is about to be used */
  async closeUnused(wanted?: string): Promise<void> {
    const used = new Set([wanted, ...this.#inUse().map(keyOf)]);
    await this.#close([...this.#held.keys()].filter(key => !used.has(key)));
  }

  async #close(keys: readonly string[]): Promise<void> {
    const closing = keys.flatMap(key => this.#held.get(key)?.line ?? []);
    for (const key of keys) this.#held.delete(key);
    await Promise.all(closing.map(line => line.then(({ sender }) => sender.close()).catch(() => {})));
  }

  async #open(session: ClusterSession | undefined): Promise<Line> {
    const { createSender } = await import("../../live/predict/index.ts");
    return { session, sender: createSender(session) };
  }
}

function keyOf({ context, deployment }: InUse): string {
  return JSON.stringify([context, deployment]);
}
