// The public face of the engine: lint a text, apply fixes, hand findings out.
export { applyAllFixes, chooseFixes, type FixResult } from "./apply-fixes.ts";
export { toContract, toReport } from "./contract.ts";
export { docsPath, type LintFinding, type LintFix } from "./finding.ts";
export {
  DEFAULT_MAX_SIZE,
  lintText,
  mayHoldSeldon,
  type LintOptions,
  type LintResult,
  type LintState,
} from "./lint.ts";
export { documentFacts } from "./seldon-version.ts";
export {
  defineEngineRule,
  defineResourceRule,
  defineRule,
  fix,
  suggestion,
  type DeploymentContext,
  type FixProposal,
  type MessageSpec,
  type ReportOptions,
  type Rule,
  type RuleMeta,
  type Sibling,
} from "./rule.ts";
