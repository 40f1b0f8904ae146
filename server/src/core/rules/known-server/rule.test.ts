import { checkRule } from "../../../../../test/support/check-rule.ts";
import { knownServer } from "./rule.ts";

checkRule(knownServer, import.meta.url);
