import { checkRule } from "../../../../../test/support/check-rule.ts";
import { rcloneOption } from "./rule.ts";

checkRule(rcloneOption, import.meta.url);
