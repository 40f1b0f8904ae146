import { checkRule } from "../../../../../test/support/check-rule.ts";
import { duplicateKey } from "./rule.ts";

checkRule(duplicateKey, import.meta.url);
