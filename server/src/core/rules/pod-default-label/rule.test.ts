import { checkRule } from "../../../../../test/support/check-rule.ts";
import { podDefaultLabel } from "./rule.ts";

checkRule(podDefaultLabel, import.meta.url);
