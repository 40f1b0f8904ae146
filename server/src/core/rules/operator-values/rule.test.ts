import { checkRule } from "../../../../../test/support/check-rule.ts";
import { operatorValues } from "./rule.ts";

checkRule(operatorValues, import.meta.url);
