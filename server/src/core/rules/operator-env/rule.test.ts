import { checkRule } from "../../../../../test/support/check-rule.ts";
import { operatorEnv } from "./rule.ts";

checkRule(operatorEnv, import.meta.url);
