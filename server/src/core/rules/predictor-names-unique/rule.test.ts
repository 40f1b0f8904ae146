import { checkRule } from "../../../../../test/support/check-rule.ts";
import { predictorNamesUnique } from "./rule.ts";

checkRule(predictorNamesUnique, import.meta.url);
