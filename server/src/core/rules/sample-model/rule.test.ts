import { checkRule } from "../../../../../test/support/check-rule.ts";
import { sampleModel } from "./rule.ts";

checkRule(sampleModel, import.meta.url);
