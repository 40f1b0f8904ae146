import { checkRule } from "../../../../../test/support/check-rule.ts";
import { serverTypeName } from "./rule.ts";

checkRule(serverTypeName, import.meta.url);
