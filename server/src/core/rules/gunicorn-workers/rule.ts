// Several Gunicorn workers are forked after the model is loaded, which TensorFlow, torch and CUDA do not survive (F34).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { parseImageReference, type Container } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const gunicornWorkers = defineRule({
  id: "gunicorn-workers",
  severity: "hint",
  title: "Prefer one Gunicorn worker with TensorFlow, torch and GPUs",
  why: "With more than one worker Seldon's Python wrapper forks after the model's `__init__`. TensorFlow, torch and CUDA do not work in a forked copy of a process that uses them: requests hang, and the log says `[CRITICAL] WORKER TIMEOUT` or `Worker with pid … was terminated due to signal 9`. Every worker holds a copy of the model, too.",
  remedy:
    "Set `GUNICORN_WORKERS` to 1 and raise `replicas` instead, or load the model in `load()`, which each worker calls for itself.",
  failureModes: ["F34"],
  messages: {
    forked: {
      text: '{workers} workers are forked from a process that may have {what} in use already: requests then hang until "WORKER TIMEOUT". Unless the model is loaded in load(), use one worker and more replicas.',
    },
  },
  check({ deployment, document, report }) {
    for (const container of deployment.predictors.flatMap(predictor => predictor.containers)) {
      const what = forkedBadly(container);
      const variable = container.env.find(candidate => candidate.key("name").string() === "GUNICORN_WORKERS");
      const at = variable?.key("value");
      const workers = Number(at?.string() ?? "");
      if (what === undefined || !at || !Number.isInteger(workers) || workers < 2) continue;
      const fixes = [suggestion(l10n.t("Use one worker"), setValue(document, at, "1"))];
      report({ at, message: "forked", data: { workers, what }, fixes });
    }
  },
});

const FRAMEWORK = /(^|[^a-z])(tensorflow|keras|torch|pytorch|cuda)([^a-z]|$)/i;

/** What of the container does not work after a fork, as far as its manifest tells. */
function forkedBadly(container: Container): string | undefined {
  const limits = container.at.at("resources", "limits").entries();
  if (limits.some(({ name }) => /(^|\.)nvidia\.com\//.test(name))) return l10n.t("a GPU");
  const repository = parseImageReference(container.image ?? "")?.repository ?? "";
  return FRAMEWORK.exec(repository)?.[2];
}
