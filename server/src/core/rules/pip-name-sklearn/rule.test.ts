import { checkRule } from "../../../../../test/support/check-rule.ts";
import { pipNameSklearn } from "./rule.ts";

checkRule(pipNameSklearn, import.meta.url);
