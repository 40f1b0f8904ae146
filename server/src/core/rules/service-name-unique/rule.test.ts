import { checkRule } from "../../../../../test/support/check-rule.ts";
import { serviceNameUnique } from "./rule.ts";

checkRule(serviceNameUnique, import.meta.url);
