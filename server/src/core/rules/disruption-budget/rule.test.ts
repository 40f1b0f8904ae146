import { checkRule } from "../../../../../test/support/check-rule.ts";
import { disruptionBudget } from "./rule.ts";

checkRule(disruptionBudget, import.meta.url);
