import { checkRule } from "../../../../../test/support/check-rule.ts";
import { containerResources } from "./rule.ts";

checkRule(containerResources, import.meta.url);
