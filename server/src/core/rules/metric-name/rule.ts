// Metrics that guides name and no part of Seldon emits (S58).
import { defineResourceRule } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const metricName = defineResourceRule({
  id: "metric-name",
  severity: "hint",
  title: "Require metrics that Seldon emits",
  why: "A panel or an alert on a metric that nobody emits stays empty, and says nothing of it.",
  remedy:
    "Count requests by `seldon_api_executor_server_requests_seconds_count`, and those to a unit by `seldon_api_executor_client_requests_seconds_count`.",
  failureModes: ["S58"],
  resources: ["Page", "ShellScript"],
  messages: {
    unknown: {
      text: "Seldon emits no metric {name}, so that whatever asks for it stays empty. Requests are counted by seldon_api_executor_server_requests_seconds_count.",
    },
  },
  check({ document, resource, isExcerpt, report }) {
    if (isExcerpt) return;
    for (const { start, end } of findAll(document.text, /\bseldon_deployment_prediction_(?:count|total)\b/g)) {
      const range = { start, end };
      report({ at: resource.at, range, message: "unknown", data: { name: document.text.slice(start, end) } });
    }
  },
});
