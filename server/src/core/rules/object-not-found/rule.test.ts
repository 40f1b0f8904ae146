import { checkRule } from "../../../../../test/support/check-rule.ts";
import { objectNotFound } from "./rule.ts";

checkRule(objectNotFound, import.meta.url);
