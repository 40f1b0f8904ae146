import { checkRule } from "../../../../../test/support/check-rule.ts";
import { unknownField } from "./rule.ts";

checkRule(unknownField, import.meta.url);
