import { checkRule } from "../../../../../test/support/check-rule.ts";
import { tfservingResources } from "./rule.ts";

checkRule(tfservingResources, import.meta.url);
