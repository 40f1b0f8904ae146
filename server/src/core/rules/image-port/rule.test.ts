import { checkRule } from "../../../../../test/support/check-rule.ts";
import { imagePort } from "./rule.ts";

checkRule(imagePort, import.meta.url);
