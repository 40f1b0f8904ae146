import { checkRule } from "../../../../../test/support/check-rule.ts";
import { graphDepth } from "./rule.ts";

checkRule(graphDepth, import.meta.url);
