// The last requests of this workspace, newest first: kept by VS Code, on this machine only, without secrets.
import type * as vscode from "vscode";
import { readEntries, withoutCredentials, type HistoryEntry } from "./history-entry.ts";

const MEMORY = "seldon.predictionHistory";
const MOST = 20;

export class PredictionHistory {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get entries(): readonly HistoryEntry[] {
    return readEntries(this.#memento.get<unknown>(MEMORY));
  }

  /** The newest request to a deployment that can be sent as it is. */
  lastOf(context: string, namespace: string, deployment: string): HistoryEntry | undefined {
    return this.entries.find(
      entry =>
        entry.context === context &&
        entry.namespace === namespace &&
        entry.deployment === deployment &&
        entry.value !== undefined &&
        !entry.isMasked,
    );
  }

  /** Goes before the same request, should it be there already. @param secrets values that were sent */
  async add(entry: Omit<HistoryEntry, "isMasked">, secrets: readonly string[]): Promise<void> {
    const kept = { ...entry, ...withoutCredentials(entry.value, secrets) };
    const others = this.entries.filter(other => !isSameRequest(other, kept));
    await this.#memento.update(MEMORY, [kept, ...others].slice(0, MOST));
  }

  async remove(entry: HistoryEntry): Promise<void> {
    await this.#memento.update(
      MEMORY,
      this.entries.filter(other => other.at !== entry.at),
    );
  }

  async clear(): Promise<void> {
    await this.#memento.update(MEMORY, undefined);
  }
}

function isSameRequest(one: HistoryEntry, other: HistoryEntry): boolean {
  const same = (entry: HistoryEntry): string =>
    JSON.stringify([
      entry.value,
      entry.file,
      entry.context,
      entry.namespace,
      entry.deployment,
      entry.predictor,
      entry.chosen,
    ]);
  return same(one) === same(other);
}
