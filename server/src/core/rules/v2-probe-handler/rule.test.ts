import { checkRule } from "../../../../../test/support/check-rule.ts";
import { v2ProbeHandler } from "./rule.ts";

checkRule(v2ProbeHandler, import.meta.url);
