import { checkRule } from "../../../../../test/support/check-rule.ts";
import { podSpecValue } from "./rule.ts";

checkRule(podSpecValue, import.meta.url);
