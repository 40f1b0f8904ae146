import { checkRule } from "../../../../../test/support/check-rule.ts";
import { istioGatewayNamespace } from "./rule.ts";

checkRule(istioGatewayNamespace, import.meta.url);
