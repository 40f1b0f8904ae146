import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictionTestExpectation } from "./rule.ts";

checkRule(predictionTestExpectation, import.meta.url);
