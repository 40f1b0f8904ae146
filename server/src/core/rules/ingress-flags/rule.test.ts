import { checkRule } from "../../../../../test/support/check-rule.ts";
import { ingressFlags } from "./rule.ts";

checkRule(ingressFlags, import.meta.url);
