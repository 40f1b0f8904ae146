import { checkRule } from "../../../../../test/support/check-rule.ts";
import { podSpecNamesUnique } from "./rule.ts";

checkRule(podSpecNamesUnique, import.meta.url);
