import { checkRule } from "../../../../../test/support/check-rule.ts";
import { rcloneConfigMount } from "./rule.ts";

checkRule(rcloneConfigMount, import.meta.url);
