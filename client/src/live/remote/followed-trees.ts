// The trees of a cluster that is kept in another thread, of deployments that somebody looks into.
import type { KubeError } from "../../kube/port.ts";
import type { FollowedTree, JudgedDeployment } from "../watched-cluster.ts";
import type { TreeNews } from "./messages.ts";

interface Followed {
  /** How many look into it. */
  holders: number;
  judged: JudgedDeployment | undefined;
  readonly ready: Promise<void>;
  readonly settle: (error?: KubeError) => void;
}

export class FollowedTrees {
  readonly #tell: (kind: "follow" | "unfollow", key: string) => void;
  readonly #followed = new Map<string, Followed>();
  #failure: KubeError | undefined;

  constructor(tell: (kind: "follow" | "unfollow", key: string) => void) {
    this.#tell = tell;
  }

  follow(key: string): FollowedTree {
    const followed = this.#followed.get(key) ?? this.#begin(key);
    followed.holders += 1;
    let isHeld = true;
    return {
      get judged() {
        return followed.judged;
      },
      ready: () => followed.ready,
      dispose: () => {
        if (isHeld) this.#release(key, followed);
        isHeld = false;
      },
    };
  }

  take(news: readonly TreeNews[]): void {
    for (const { key, judged } of news) {
      const followed = this.#followed.get(key);
      if (!followed) continue;
      followed.judged = judged;
      followed.settle();
    }
  }

  /** No more will come. */
  fail(error: KubeError): void {
    this.#failure = error;
    for (const { settle } of this.#followed.values()) settle(error);
  }

  /** Nobody is left waiting. */
  close(): void {
    for (const { settle } of this.#followed.values()) settle();
  }

  #begin(key: string): Followed {
    let settle: Followed["settle"] = () => {};
    const ready = new Promise<void>((resolve, reject) => {
      settle = error => (error ? reject(error) : resolve());
    });
    // Not everybody waits for it.
    ready.catch(() => {});
    const followed: Followed = { holders: 0, judged: undefined, ready, settle };
    this.#followed.set(key, followed);
    if (this.#failure) settle(this.#failure);
    else this.#tell("follow", key);
    return followed;
  }

  #release(key: string, followed: Followed): void {
    followed.holders -= 1;
    if (followed.holders > 0) return;
    this.#followed.delete(key);
    this.#tell("unfollow", key);
    // Whoever waits for it is not left waiting.
    followed.settle();
  }
}
