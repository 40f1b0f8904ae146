// The rows of a cluster that is kept in another thread.
import { parseJson } from "../../domain/json/index.ts";
import type { DeploymentSummary } from "../deployment-summary.ts";

export class Summaries {
  readonly #byKey = new Map<string, DeploymentSummary>();
  readonly #byNamespace = new Map<string, Set<string>>();
  /** In order, of the namespaces that somebody has asked for. */
  readonly #listed = new Map<string, readonly DeploymentSummary[]>();

  get(key: string): DeploymentSummary | undefined {
    return this.#byKey.get(key);
  }

  /** Those of a namespace, by name. */
  of(namespace: string): readonly DeploymentSummary[] {
    const known = this.#listed.get(namespace);
    if (known) return known;
    const keys = [...(this.#byNamespace.get(namespace) ?? [])].sort();
    const listed = keys.flatMap(key => this.#byKey.get(key) ?? []);
    this.#listed.set(namespace, listed);
    return listed;
  }

  /**
   * @param text JSON list of those that are new or changed
   * @param gone keys
   */
  take(text: string, gone: readonly string[]): { readonly keys: readonly string[]; readonly hasSameNames: boolean } {
    const summaries = summariesIn(text);
    const before = this.#byKey.size;
    for (const summary of summaries) this.#put(summary);
    const hasNew = this.#byKey.size > before;
    for (const key of gone) this.#remove(key);
    return { keys: summaries.map(({ key }) => key), hasSameNames: !hasNew && gone.length === 0 };
  }

  #put(summary: DeploymentSummary): void {
    const { key, namespace } = summary;
    this.#byKey.set(key, summary);
    this.#listed.delete(namespace);
    const keys = this.#byNamespace.get(namespace);
    if (keys) keys.add(key);
    else this.#byNamespace.set(namespace, new Set([key]));
  }

  #remove(key: string): void {
    const namespace = this.#byKey.get(key)?.namespace ?? "";
    this.#byKey.delete(key);
    this.#listed.delete(namespace);
    this.#byNamespace.get(namespace)?.delete(key);
  }
}

function summariesIn(text: string): readonly DeploymentSummary[] {
  const values = parseJson(text);
  return Array.isArray(values) ? values.filter(isSummary) : [];
}

/** The other thread is of the same program. */
function isSummary(value: unknown): value is DeploymentSummary {
  return typeof value === "object" && value !== null && "key" in value && "info" in value;
}
