import { checkRule } from "../../../../../test/support/check-rule.ts";
import { fieldType } from "./rule.ts";

checkRule(fieldType, import.meta.url);
