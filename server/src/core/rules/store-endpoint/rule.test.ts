import { checkRule } from "../../../../../test/support/check-rule.ts";
import { storeEndpoint } from "./rule.ts";

checkRule(storeEndpoint, import.meta.url);
