import { checkRule } from "../../../../../test/support/check-rule.ts";
import { unitMethods } from "./rule.ts";

checkRule(unitMethods, import.meta.url);
