import { checkRule } from "../../../../../test/support/check-rule.ts";
import { serverProtocol } from "./rule.ts";

checkRule(serverProtocol, import.meta.url);
