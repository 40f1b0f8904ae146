import { checkRule } from "../../../../../test/support/check-rule.ts";
import { mainBesideShadow } from "./rule.ts";

checkRule(mainBesideShadow, import.meta.url);
