import { checkRule } from "../../../../../test/support/check-rule.ts";
import { mlflowPins } from "./rule.ts";

checkRule(mlflowPins, import.meta.url);
