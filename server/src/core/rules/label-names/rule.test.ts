import { checkRule } from "../../../../../test/support/check-rule.ts";
import { labelNames } from "./rule.ts";

checkRule(labelNames, import.meta.url);
