import { checkRule } from "../../../../../test/support/check-rule.ts";
import { timeoutAnnotation } from "./rule.ts";

checkRule(timeoutAnnotation, import.meta.url);
