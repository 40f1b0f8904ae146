import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictorsPresent } from "./rule.ts";

checkRule(predictorsPresent, import.meta.url);
