import { checkRule } from "../../../../../test/support/check-rule.ts";
import { subsetLabel } from "./rule.ts";

checkRule(subsetLabel, import.meta.url);
