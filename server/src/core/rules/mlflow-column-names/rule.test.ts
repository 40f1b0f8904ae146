import { checkRule } from "../../../../../test/support/check-rule.ts";
import { mlflowColumnNames } from "./rule.ts";

checkRule(mlflowColumnNames, import.meta.url);
