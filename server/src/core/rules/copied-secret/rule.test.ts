import { checkRule } from "../../../../../test/support/check-rule.ts";
import { copiedSecret } from "./rule.ts";

checkRule(copiedSecret, import.meta.url);
