import { checkRule } from "../../../../../test/support/check-rule.ts";
import { componentSpecContainers } from "./rule.ts";

checkRule(componentSpecContainers, import.meta.url);
