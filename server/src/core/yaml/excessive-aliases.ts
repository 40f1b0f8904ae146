// Finds documents whose aliases stand for more values than kubectl and the API server follow ("billion laughs").
import * as l10n from "@vscode/l10n";
import type { YamlProblem } from "./syntax-problems.ts";
import type { YamlAlias, YamlContent, YamlNode } from "./tree.ts";

/**
 * The problem of a document that go-yaml refuses with "document contains excessive aliasing" (its answer to CVE-2019-11253),
 * at the alias that stands for the most. Quiet about documents whose anchors contain themselves: `root` must have none.
 */
export function excessiveAliases(root: YamlContent | undefined): readonly YamlProblem[] {
  const aliases = root ? aliasesIn(root) : [];
  if (!root || aliases.length === 0) return [];
  const known = new Map<YamlContent, number>();
  const byWeight = aliases
    .map(alias => ({ alias, weight: countValues(alias, known) - 1 }))
    .sort((first, second) => second.weight - first.weight);
  const behindAliases = byWeight.reduce((sum, { weight }) => sum + weight, 0);
  const largest = byWeight[0]?.alias;
  if (!largest || !isExcessive(countValues(root, known), behindAliases)) return [];
  const { start, end, name } = largest;
  const message = l10n.t`The alias *${name} repeats so many values, each time it is followed, that kubectl gives up: "document contains excessive aliasing".`;
  return [{ code: "EXCESSIVE_ALIASES", message, start, end }];
}

/** Go-yaml's limits: small documents may consist of aliases almost wholly, large ones by a tenth. */
const LEAST_BEHIND_ALIASES = 100;
const LEAST_VALUES = 1_000;
const SMALL = 400_000;
const LARGE = 4_000_000;
const RATIO_WHEN_SMALL = 0.99;
const RATIO_WHEN_LARGE = 0.1;

function isExcessive(total: number, behindAliases: number): boolean {
  if (!Number.isFinite(total)) return true;
  if (behindAliases <= LEAST_BEHIND_ALIASES || total <= LEAST_VALUES) return false;
  const size = Math.min(1, Math.max(0, (total - SMALL) / (LARGE - SMALL)));
  return behindAliases / total > RATIO_WHEN_SMALL - size * (RATIO_WHEN_SMALL - RATIO_WHEN_LARGE);
}

/** Those that stand in the text itself; what an alias leads to is not entered. */
function aliasesIn(node: YamlNode): readonly YamlAlias[] {
  if (node.kind === "alias") return [node];
  return childrenOf(node).flatMap(aliasesIn);
}

/** As go-yaml meets them: keys, scalars, mappings, sequences, and all of that again behind every alias. */
function countValues(node: YamlNode, known: Map<YamlContent, number>): number {
  if (node.kind === "alias") return 1 + (node.target ? countValues(node.target, known) : 0);
  const before = known.get(node);
  if (before !== undefined) return before;
  const keys = node.kind === "map" ? node.entries.length : 0;
  const count = childrenOf(node).reduce((sum, child) => sum + countValues(child, known), 1 + keys);
  if (node.aliased) known.set(node, count);
  return count;
}

function childrenOf(node: YamlContent): readonly YamlNode[] {
  if (node.kind === "sequence") return node.items;
  return node.kind === "map" ? node.entries.flatMap(({ value }) => value ?? []) : [];
}
