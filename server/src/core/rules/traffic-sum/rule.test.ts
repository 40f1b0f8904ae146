import { checkRule } from "../../../../../test/support/check-rule.ts";
import { trafficSum } from "./rule.ts";

checkRule(trafficSum, import.meta.url);
