import { checkRule } from "../../../../../test/support/check-rule.ts";
import { modelArtifact } from "./rule.ts";

checkRule(modelArtifact, import.meta.url);
