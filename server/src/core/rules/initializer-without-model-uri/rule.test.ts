import { checkRule } from "../../../../../test/support/check-rule.ts";
import { initializerWithoutModelUri } from "./rule.ts";

checkRule(initializerWithoutModelUri, import.meta.url);
