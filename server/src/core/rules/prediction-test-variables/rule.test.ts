import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictionTestVariables } from "./rule.ts";

checkRule(predictionTestVariables, import.meta.url);
