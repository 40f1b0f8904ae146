import { checkRule } from "../../../../../test/support/check-rule.ts";
import { kongKind } from "./rule.ts";

checkRule(kongKind, import.meta.url);
