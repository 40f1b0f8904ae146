// A payload logger has to say what it logs (webhook R15, F55).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { setValue } from "../../yaml/index.ts";

export const loggerMode = defineRule({
  id: "logger-mode",
  severity: "error",
  title: "Require a mode for payload loggers",
  why: "Seldon's admission webhook refuses the manifest: `No logger mode specified`.",
  remedy: "Set `logger.mode` to `all`, `request` or `response`.",
  failureModes: ["F55"],
  upstream: "R15",
  messages: {
    missing: {
      text: 'The logger of the unit {unit} has no mode. The webhook refuses this: "No logger mode specified". Set it to all, request or response.',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      const logger = unit.at.key("logger");
      const mode = logger.key("mode");
      if (logger.isEmpty || !logger.map || (!mode.isEmpty && mode.string() !== "")) continue;
      report({
        at: mode,
        message: "missing",
        data: { unit: unit.name ?? l10n.t("without a name") },
        fixes: [fix(l10n.t("Log requests and responses (mode: all)"), setValue(document, mode, "all"))],
      });
    }
  },
});
