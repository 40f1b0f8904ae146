import { checkRule } from "../../../../../test/support/check-rule.ts";
import { tensorflowProtocol } from "./rule.ts";

checkRule(tensorflowProtocol, import.meta.url);
