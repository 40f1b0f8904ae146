import { checkRule } from "../../../../../test/support/check-rule.ts";
import { singleShadow } from "./rule.ts";

checkRule(singleShadow, import.meta.url);
