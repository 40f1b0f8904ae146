import { checkRule } from "../../../../../test/support/check-rule.ts";
import { overrideContainer } from "./rule.ts";

checkRule(overrideContainer, import.meta.url);
