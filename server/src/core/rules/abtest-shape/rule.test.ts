import { checkRule } from "../../../../../test/support/check-rule.ts";
import { abtestShape } from "./rule.ts";

checkRule(abtestShape, import.meta.url);
