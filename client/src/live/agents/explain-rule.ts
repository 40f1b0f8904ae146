// The page of a rule for an agent.
import type { AgentMeans } from "./means.ts";

/** Ids that are named where there is no such rule. */
const MAX_IDS = 10;

/** @throws an Error for people where there is no such rule */
export async function explainRule(rule: string, means: AgentMeans): Promise<Record<string, unknown>> {
  const page = /^[a-z0-9-]+$/.test(rule) ? await means.rulePage(rule) : undefined;
  if (page !== undefined) return { rule, page };
  const words = rule
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word.length > 2);
  const near = (await means.ruleIds()).filter(id => words.some(word => id.includes(word))).slice(0, MAX_IDS);
  const offer = near.length > 0 ? ` Rules with a similar name: ${near.join(", ")}.` : "";
  throw new Error(`There is no rule ${JSON.stringify(rule.slice(0, 100))}.${offer}`);
}
