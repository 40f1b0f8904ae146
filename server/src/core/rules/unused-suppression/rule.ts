// Reports suppressions that silence nothing any more.
import { defineEngineRule } from "../../lint/rule.ts";

export const unusedSuppression = defineEngineRule({
  id: "unused-suppression",
  severity: "information",
  title: "Disallow suppressions that silence nothing",
  why: "A suppression that is left behind hides the next real problem at its place.",
  remedy: "Remove the comment or the annotation. Check the spelling of the rule if it was meant to do something.",
  messages: {
    unused: { text: "This suppression of {rule} silences nothing. Remove it, so that it cannot hide a later problem." },
  },
});
