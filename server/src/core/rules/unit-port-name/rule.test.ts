import { checkRule } from "../../../../../test/support/check-rule.ts";
import { unitPortName } from "./rule.ts";

checkRule(unitPortName, import.meta.url);
