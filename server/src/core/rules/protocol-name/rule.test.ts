import { checkRule } from "../../../../../test/support/check-rule.ts";
import { protocolName } from "./rule.ts";

checkRule(protocolName, import.meta.url);
