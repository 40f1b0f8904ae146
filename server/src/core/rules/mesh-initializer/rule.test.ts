import { checkRule } from "../../../../../test/support/check-rule.ts";
import { meshInitializer } from "./rule.ts";

checkRule(meshInitializer, import.meta.url);
