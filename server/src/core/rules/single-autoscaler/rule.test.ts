import { checkRule } from "../../../../../test/support/check-rule.ts";
import { singleAutoscaler } from "./rule.ts";

checkRule(singleAutoscaler, import.meta.url);
