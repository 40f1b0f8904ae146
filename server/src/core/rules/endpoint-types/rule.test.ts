import { checkRule } from "../../../../../test/support/check-rule.ts";
import { endpointTypes } from "./rule.ts";

checkRule(endpointTypes, import.meta.url);
