import { checkRule } from "../../../../../test/support/check-rule.ts";
import { explainAddress } from "./rule.ts";

checkRule(explainAddress, import.meta.url);
