import { checkRule } from "../../../../../test/support/check-rule.ts";
import { podDefault } from "./rule.ts";

checkRule(podDefault, import.meta.url);
