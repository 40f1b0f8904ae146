import { checkRule } from "../../../../../test/support/check-rule.ts";
import { builtInWithType } from "./rule.ts";

checkRule(builtInWithType, import.meta.url);
