// The ways to models that predictions have opened: one for each deployment, kept for the next request until the window has no use for it.
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

export class Senders {
  readonly #clusters: Clusters;
  readonly #held = new Map<string, Held>();

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
  }

  /** @param context absent for addresses */
  async lineFor(context: string | undefined, deployment: string): Promise<Line> {
    const key = JSON.stringify([context, deployment]);
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

  async closeAll(): Promise<void> {
    await this.#close([...this.#held.keys()]);
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
