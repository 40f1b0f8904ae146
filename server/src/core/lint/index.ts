// The public face of the engine: lint a text, apply fixes, hand findings out.
export { applyAllFixes, chooseFixes } from "./apply-fixes.ts";
export { toContract, toReport } from "./contract.ts";
export { docsPath, type LintFinding, type LintFix } from "./finding.ts";
export { DEFAULT_MAX_SIZE, lintText, type LintOptions, type LintResult, type LintState } from "./lint.ts";
export { readAddresses, readFacts, readFailures } from "./read-facts.ts";
export { documentFacts } from "./seldon-version.ts";
export { defineResourceRule, defineRule, fix, type Rule, type RuleMeta } from "./rule.ts";
export {
  findAll,
  isDocumentationName,
  isOwnFileName,
  mayHoldSeldon,
  readSource,
  scriptSecrets,
  textKindOf,
} from "../files/index.ts";
