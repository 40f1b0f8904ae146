// The splits before changes, kept so that undoing works after a restart.
import { rememberedFrom, withRemembered, type RememberedSplit } from "../../domain/canary/index.ts";

/** Where plain data is kept; VS Code's `Memento` is one. */
export interface KeptData {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface DeploymentPlace {
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
}

export class UndoStore {
  readonly #kept: KeptData;

  constructor(kept: KeptData) {
    this.#kept = kept;
  }

  /** The latest first. */
  list(of: DeploymentPlace): readonly RememberedSplit[] {
    return rememberedFrom(this.#kept.get(keyOf(of)));
  }

  async add(of: DeploymentPlace, entry: RememberedSplit): Promise<void> {
    await this.#kept.update(keyOf(of), withRemembered(this.list(of), entry));
  }

  /** The latest was gone back to. */
  async drop(of: DeploymentPlace): Promise<void> {
    const rest = this.list(of).slice(1);
    await this.#kept.update(keyOf(of), rest.length === 0 ? undefined : rest);
  }
}

function keyOf({ context, namespace, name }: DeploymentPlace): string {
  return ["seldon.splitsBefore", context, namespace, name].map(encodeURIComponent).join("/");
}
