import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictionTestRequest } from "./rule.ts";

checkRule(predictionTestRequest, import.meta.url);
