import { checkRule } from "../../../../../test/support/check-rule.ts";
import { pipelineCode } from "./rule.ts";

checkRule(pipelineCode, import.meta.url);
