import { checkRule } from "../../../../../test/support/check-rule.ts";
import { autoscalerMetrics } from "./rule.ts";

checkRule(autoscalerMetrics, import.meta.url);
