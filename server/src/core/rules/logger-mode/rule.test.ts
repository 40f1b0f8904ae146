import { checkRule } from "../../../../../test/support/check-rule.ts";
import { loggerMode } from "./rule.ts";

checkRule(loggerMode, import.meta.url);
