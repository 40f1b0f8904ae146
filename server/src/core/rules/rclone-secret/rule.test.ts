import { checkRule } from "../../../../../test/support/check-rule.ts";
import { rcloneSecret } from "./rule.ts";

checkRule(rcloneSecret, import.meta.url);
