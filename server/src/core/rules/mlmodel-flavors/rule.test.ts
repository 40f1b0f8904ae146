import { checkRule } from "../../../../../test/support/check-rule.ts";
import { mlmodelFlavors } from "./rule.ts";

checkRule(mlmodelFlavors, import.meta.url);
