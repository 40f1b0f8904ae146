import { checkRule } from "../../../../../test/support/check-rule.ts";
import { helmIngress } from "./rule.ts";

checkRule(helmIngress, import.meta.url);
