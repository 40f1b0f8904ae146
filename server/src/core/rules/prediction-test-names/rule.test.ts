import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictionTestNames } from "./rule.ts";

checkRule(predictionTestNames, import.meta.url);
