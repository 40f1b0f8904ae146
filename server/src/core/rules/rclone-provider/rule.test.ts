import { checkRule } from "../../../../../test/support/check-rule.ts";
import { rcloneProvider } from "./rule.ts";

checkRule(rcloneProvider, import.meta.url);
