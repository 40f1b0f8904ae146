import { checkRule } from "../../../../../test/support/check-rule.ts";
import { modelAlias } from "./rule.ts";

checkRule(modelAlias, import.meta.url);
