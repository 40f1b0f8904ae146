import { checkRule } from "../../../../../test/support/check-rule.ts";
import { shadowAlone } from "./rule.ts";

checkRule(shadowAlone, import.meta.url);
