import { checkRule } from "../../../../../test/support/check-rule.ts";
import { modelUriScheme } from "./rule.ts";

checkRule(modelUriScheme, import.meta.url);
