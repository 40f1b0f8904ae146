import { checkRule } from "../../../../../test/support/check-rule.ts";
import { objectMetadata } from "./rule.ts";

checkRule(objectMetadata, import.meta.url);
