import { checkRule } from "../../../../../test/support/check-rule.ts";
import { pickleVersion } from "./rule.ts";

checkRule(pickleVersion, import.meta.url);
