import { checkRule } from "../../../../../test/support/check-rule.ts";
import { patchPath } from "./rule.ts";

checkRule(patchPath, import.meta.url);
