import { checkRule } from "../../../../../test/support/check-rule.ts";
import { claimUri } from "./rule.ts";

checkRule(claimUri, import.meta.url);
