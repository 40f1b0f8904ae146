// Words for rows of the view Models.
import * as l10n from "@vscode/l10n";
import type { MlmodelFacts } from "../../../../schemas/src/index.ts";

/** Names or aliases that hold the text, in any case; an empty filter lets everything pass. */
export function matchesFilter(filter: string, name: string, aliases: readonly string[]): boolean {
  const wanted = filter.trim().toLowerCase();
  return [name, ...aliases.map(alias => `@${alias}`)].some(text => text.toLowerCase().includes(wanted));
}

/** Stages of MLflow before aliases; empty where a version has none. */
export function stageWords(stage: string): string {
  return stage === "None" ? "" : stage;
}

/** A metric for people: four digits that count. */
export function metricWords(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

/** The metrics of a model before those of the machine, `system/…`, which MLflow logs beside them. */
export function runMetrics<T extends { readonly key: string }>(metrics: readonly T[]): readonly T[] {
  return metrics.filter(({ key }) => !key.startsWith("system/")).toSorted((a, b) => a.key.localeCompare(b.key, "en"));
}

/** Such as `age double, tenure long`; undefined where the model has no signature. */
export function signatureWords(facts: MlmodelFacts | undefined): string | undefined {
  const inputs = facts?.signature?.inputs ?? [];
  if (inputs.length === 0) return undefined;
  const shown = inputs.slice(0, MOST_COLUMNS).map(({ name, type, shape }) => {
    const words = [name, type, shape && `[${shape.join(", ")}]`].filter(word => word !== undefined && word !== "");
    return words.length === 0 ? "unnamed" : words.join(" ");
  });
  const more = inputs.length - shown.length;
  return [...shown, ...(more > 0 ? [l10n.t`${more} more`] : [])].join(", ");
}

const MOST_COLUMNS = 8;
