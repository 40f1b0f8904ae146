import { checkRule } from "../../../../../test/support/check-rule.ts";
import { scriptNamespace } from "./rule.ts";

checkRule(scriptNamespace, import.meta.url);
