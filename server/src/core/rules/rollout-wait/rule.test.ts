import { checkRule } from "../../../../../test/support/check-rule.ts";
import { rolloutWait } from "./rule.ts";

checkRule(rolloutWait, import.meta.url);
