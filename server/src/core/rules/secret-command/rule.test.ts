import { checkRule } from "../../../../../test/support/check-rule.ts";
import { secretCommand } from "./rule.ts";

checkRule(secretCommand, import.meta.url);
