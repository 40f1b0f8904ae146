import { checkRule } from "../../../../../test/support/check-rule.ts";
import { trafficPatch } from "./rule.ts";

checkRule(trafficPatch, import.meta.url);
