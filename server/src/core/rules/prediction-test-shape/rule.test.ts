import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictionTestShape } from "./rule.ts";

checkRule(predictionTestShape, import.meta.url);
