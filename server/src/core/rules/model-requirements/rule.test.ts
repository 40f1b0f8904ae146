import { checkRule } from "../../../../../test/support/check-rule.ts";
import { modelRequirements } from "./rule.ts";

checkRule(modelRequirements, import.meta.url);
