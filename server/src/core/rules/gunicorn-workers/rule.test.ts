import { checkRule } from "../../../../../test/support/check-rule.ts";
import { gunicornWorkers } from "./rule.ts";

checkRule(gunicornWorkers, import.meta.url);
