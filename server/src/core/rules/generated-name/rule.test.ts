import { checkRule } from "../../../../../test/support/check-rule.ts";
import { generatedName } from "./rule.ts";

checkRule(generatedName, import.meta.url);
