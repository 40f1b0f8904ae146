import { checkRule } from "../../../../../test/support/check-rule.ts";
import { requiredField } from "./rule.ts";

checkRule(requiredField, import.meta.url);
