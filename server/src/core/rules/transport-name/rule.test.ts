import { checkRule } from "../../../../../test/support/check-rule.ts";
import { transportName } from "./rule.ts";

checkRule(transportName, import.meta.url);
