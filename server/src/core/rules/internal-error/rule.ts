// Says that one of our own rules crashed, so that a clean list is never mistaken for a clean manifest.
import { defineEngineRule } from "../../lint/rule.ts";

export const internalError = defineEngineRule({
  id: "internal-error",
  severity: "warning",
  title: "Report rules that crashed",
  why: "A rule that crashes would otherwise look like a rule that found nothing. All other rules have run.",
  remedy: "Please report it with the manifest that shows it. Until it is mended, switch the rule off in the settings.",
  messages: {
    crashed: {
      text: "{part} crashed on this manifest ({reason}). {consequence}.",
    },
  },
});
