import { checkRule } from "../../../../../test/support/check-rule.ts";
import { quotedTwice } from "./rule.ts";

checkRule(quotedTwice, import.meta.url);
