import { checkRule } from "../../../../../test/support/check-rule.ts";
import { chartVersion } from "./rule.ts";

checkRule(chartVersion, import.meta.url);
