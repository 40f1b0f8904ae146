import { checkRule } from "../../../../../test/support/check-rule.ts";
import { modelUriRequired } from "./rule.ts";

checkRule(modelUriRequired, import.meta.url);
