import { checkRule } from "../../../../../test/support/check-rule.ts";
import { secretEncoding } from "./rule.ts";

checkRule(secretEncoding, import.meta.url);
