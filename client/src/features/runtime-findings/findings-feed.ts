// Keeps the language server's picture of what clusters show up to date: what has changed is looked at anew, and told where it differs.
import type { ObservedFailure, RuntimeFindingsParams } from "../../../../schemas/src/index.ts";
import type { Cause } from "../../domain/index.ts";
import type { DeploymentSummary } from "../../live/index.ts";
import { DiagnosedFailures } from "./diagnosed-failures.ts";

/** The part of a watched cluster that is read here. */
export interface FailureSource {
  readonly namespaces: readonly string[];
  deployments(namespace: string): readonly DeploymentSummary[];
  deployment(key: string): DeploymentSummary | undefined;
}

export interface FindingsFeedOptions {
  /** Undefined for contexts that are not watched any more. */
  source(context: string): FailureSource | undefined;
  send(params: RuntimeFindingsParams): Promise<void>;
}

type ByDeployment = Map<string, readonly ObservedFailure[]>;

export class FindingsFeed {
  readonly #options: FindingsFeedOptions;
  readonly #failures = new Map<string, ByDeployment>();
  readonly #diagnosed = new DiagnosedFailures();
  /** Deployments to look at by context; undefined stands for all. */
  readonly #changed = new Map<string, Set<string> | undefined>();
  /** What was sent last, as JSON. */
  readonly #told = new Map<string, string>();

  constructor(options: FindingsFeedOptions) {
    this.#options = options;
  }

  /** @param keys of deployments that may look different; undefined for all of the context */
  changed(context: string, keys: ReadonlySet<string> | undefined): void {
    const known = this.#changed.get(context);
    if (this.#changed.has(context) && known === undefined) return;
    this.#changed.set(context, keys && new Set([...(known ?? []), ...keys]));
  }

  /** What a diagnosis has found beside what the tree shows, for as long as the deployment stays as it was. */
  diagnosed(context: string, key: string, causes: readonly Cause[]): void {
    this.#diagnosed.set(context, key, causes);
    this.changed(context, new Set([key]));
  }

  /** For a server that has just begun and knows nothing. */
  forgetTold(): void {
    this.#told.clear();
  }

  /** Looks at what has changed, and tells of contexts whose failures differ from what was told. */
  async flush(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const [context, keys] of changed) {
      const failures = this.#look(context, keys);
      const text = JSON.stringify(failures);
      if (text === (this.#told.get(context) ?? NOTHING)) continue;
      this.#told.set(context, text);
      await this.#options.send({ context, failures });
    }
  }

  #look(context: string, keys: ReadonlySet<string> | undefined): ObservedFailure[] {
    const source = this.#options.source(context);
    const known = this.#failures.get(context);
    if (!source) {
      this.#failures.delete(context);
      return [];
    }
    const found: ByDeployment = keys && known ? known : new Map<string, readonly ObservedFailure[]>();
    if (keys && known) for (const key of keys) this.#setFailures(found, key, source.deployment(key), context);
    else {
      for (const namespace of source.namespaces)
        for (const shown of source.deployments(namespace)) this.#setFailures(found, shown.key, shown, context);
    }
    this.#failures.set(context, found);
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, failures]) => failures);
  }

  #setFailures(found: ByDeployment, key: string, shown: DeploymentSummary | undefined, context: string): void {
    const failures = this.#diagnosed.of(context, key, shown);
    if (failures.length > 0) found.set(key, failures);
    else found.delete(key);
  }
}

const NOTHING = "[]";
