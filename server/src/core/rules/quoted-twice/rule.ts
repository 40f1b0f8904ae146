// Quotes inside of quotes become part of a value that is to be a number or a boolean (F16).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { annotationMaps } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const quotedTwice = defineRule({
  id: "quoted-twice",
  severity: "warning",
  title: "Disallow quotes inside of quotes around numbers and booleans",
  why: "YAML takes one pair of quotes away. A second pair inside stays in the value, and whoever reads a number from it fails: `ValueError: invalid literal for int() with base 10: '\"20000000\"'`.",
  remedy: "Write one pair of quotes.",
  failureModes: ["F16"],
  messages: {
    quotes: {
      text: "The inner quotes are part of the value: a program that reads a number or a boolean here gets {value}, quotes and all, and fails. Write one pair of quotes.",
    },
  },
  check({ deployment, document, report }) {
    for (const { at } of annotationMaps(deployment))
      for (const annotation of at.entries()) check(document, annotation, report);
    for (const predictor of deployment.predictors) {
      const containers = predictor.componentSpecs.flatMap(spec => [...spec.containers, ...spec.initContainers]);
      const variables = [
        ...containers.flatMap(container => container.env),
        ...predictor.at.at("svcOrchSpec", "env").items(),
      ];
      for (const variable of variables) check(document, variable.key("value"), report);
      for (const parameter of predictor.units.flatMap(unit => unit.parameters))
        check(document, parameter.key("value"), report);
    }
  },
});

const TWICE = /^(["'])(-?\d+(?:\.\d+)?|true|false)\1$/;

function check(document: YamlDocument, at: Cursor, report: DeploymentContext<"quotes">["report"]): void {
  const value = at.string() ?? "";
  const inner = TWICE.exec(value)?.[2];
  if (inner === undefined) return;
  const fixes = [suggestion(l10n.t`Change to ${inner}`, setValue(document, at, inner))];
  report({ at, message: "quotes", data: { value }, fixes });
}
