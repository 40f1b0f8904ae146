import { checkRule } from "../../../../../test/support/check-rule.ts";
import { duplicateListItem } from "./rule.ts";

checkRule(duplicateListItem, import.meta.url);
