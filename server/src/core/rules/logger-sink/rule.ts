// Request logging needs somebody who listens, and a unit at which it is done (F55).
import { defineRule } from "../../lint/rule.ts";
import { BUILT_IN_IMPLEMENTATIONS, type Unit } from "../../model/index.ts";

export const loggerSink = defineRule({
  id: "logger-sink",
  severity: "hint",
  title: "Prefer a logger that says where to",
  why: "A logger without `url` sends to the executor's default, `http://default-broker`, which exists only where Knative's broker of that name is in the namespace. Otherwise the executor logs `lookup default-broker: no such host` for every request, and nothing is kept. Up to Seldon Core 1.15 nothing is logged at routers either, since the logging is done where a unit is called.",
  remedy:
    "Write the `url` of the service that takes the logs, or set `REQUEST_LOGGER_DEFAULT_ENDPOINT` in `svcOrchSpec.env`. Up to 1.15, put the logger on the models below the router.",
  failureModes: ["F55"],
  messages: {
    noUrl: {
      text: 'Without a url the logs go to http://default-broker. Unless Knative\'s broker or the installation provides it, the executor logs "lookup default-broker: no such host" and nothing is kept.',
    },
    notCalled: {
      text: "With Seldon Core {version} nothing is logged here: logging is done where a unit is called to transform, not where it routes. Put the logger on the units below.",
      severity: "warning",
    },
    withoutChildren: {
      text: "Nothing is logged here: a router without children is never asked where to route, and logging is done where a unit is called. Give it children, or put the logger on a unit that is called.",
      severity: "warning",
    },
  },
  check({ deployment, seldon, report }) {
    for (const unit of deployment.units) {
      const logger = unit.at.key("logger");
      // Without a mode the webhook refuses it, and another rule says so.
      if (!logger.map || (logger.key("mode").string() ?? "") === "") continue;
      if (!seldon.release.logsAtRouters && isRouter(unit))
        report({ at: logger, message: "notCalled", data: { version: seldon.version } });
      else if (isRouter(unit) && unit.children.length === 0) report({ at: logger, message: "withoutChildren" });
      else if (logger.key("url").isEmpty && !hasDefaultSink(unit)) report({ at: logger, message: "noUrl" });
    }
  },
});

const BUILT_IN: readonly string[] = BUILT_IN_IMPLEMENTATIONS.filter(name => name !== "UNKNOWN_IMPLEMENTATION");

function isRouter(unit: Unit): boolean {
  return unit.type === "ROUTER" || (!unit.container && BUILT_IN.includes(unit.implementation ?? ""));
}

function hasDefaultSink({ predictor }: Unit): boolean {
  const variables = predictor.at.at("svcOrchSpec", "env").items();
  return variables.some(variable => variable.key("name").string() === "REQUEST_LOGGER_DEFAULT_ENDPOINT");
}
