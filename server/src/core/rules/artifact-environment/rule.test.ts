import { checkRule } from "../../../../../test/support/check-rule.ts";
import { artifactEnvironment } from "./rule.ts";

checkRule(artifactEnvironment, import.meta.url);
