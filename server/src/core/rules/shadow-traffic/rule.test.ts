import { checkRule } from "../../../../../test/support/check-rule.ts";
import { shadowTraffic } from "./rule.ts";

checkRule(shadowTraffic, import.meta.url);
