import { checkRule } from "../../../../../test/support/check-rule.ts";
import { outdatedCommand } from "./rule.ts";

checkRule(outdatedCommand, import.meta.url);
