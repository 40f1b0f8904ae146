import { checkRule } from "../../../../../test/support/check-rule.ts";
import { sharedPort } from "./rule.ts";

checkRule(sharedPort, import.meta.url);
