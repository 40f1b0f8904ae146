import { checkRule } from "../../../../../test/support/check-rule.ts";
import { imagePackages } from "./rule.ts";

checkRule(imagePackages, import.meta.url);
