import { checkRule } from "../../../../../test/support/check-rule.ts";
import { engineResources } from "./rule.ts";

checkRule(engineResources, import.meta.url);
