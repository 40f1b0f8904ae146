import { checkRule } from "../../../../../test/support/check-rule.ts";
import { podSelector } from "./rule.ts";

checkRule(podSelector, import.meta.url);
