import { checkRule } from "../../../../../test/support/check-rule.ts";
import { mlmodelEnvironment } from "./rule.ts";

checkRule(mlmodelEnvironment, import.meta.url);
