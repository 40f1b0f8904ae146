import { checkRule } from "../../../../../test/support/check-rule.ts";
import { metricName } from "./rule.ts";

checkRule(metricName, import.meta.url);
