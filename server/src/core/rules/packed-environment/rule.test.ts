import { checkRule } from "../../../../../test/support/check-rule.ts";
import { packedEnvironment } from "./rule.ts";

checkRule(packedEnvironment, import.meta.url);
