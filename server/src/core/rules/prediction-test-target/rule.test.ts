import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictionTestTarget } from "./rule.ts";

checkRule(predictionTestTarget, import.meta.url);
