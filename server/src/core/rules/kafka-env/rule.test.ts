import { checkRule } from "../../../../../test/support/check-rule.ts";
import { kafkaEnv } from "./rule.ts";

checkRule(kafkaEnv, import.meta.url);
