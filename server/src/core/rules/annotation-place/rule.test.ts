import { checkRule } from "../../../../../test/support/check-rule.ts";
import { annotationPlace } from "./rule.ts";

checkRule(annotationPlace, import.meta.url);
