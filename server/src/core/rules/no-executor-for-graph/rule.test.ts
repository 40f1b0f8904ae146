import { checkRule } from "../../../../../test/support/check-rule.ts";
import { noExecutorForGraph } from "./rule.ts";

checkRule(noExecutorForGraph, import.meta.url);
