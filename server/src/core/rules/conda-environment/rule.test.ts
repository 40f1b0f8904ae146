import { checkRule } from "../../../../../test/support/check-rule.ts";
import { condaEnvironment } from "./rule.ts";

checkRule(condaEnvironment, import.meta.url);
