import { checkRule } from "../../../../../test/support/check-rule.ts";
import { controllerId } from "./rule.ts";

checkRule(controllerId, import.meta.url);
