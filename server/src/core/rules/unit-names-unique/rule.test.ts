import { checkRule } from "../../../../../test/support/check-rule.ts";
import { unitNamesUnique } from "./rule.ts";

checkRule(unitNamesUnique, import.meta.url);
