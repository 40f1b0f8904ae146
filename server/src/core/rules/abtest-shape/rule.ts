// RANDOM_ABTEST takes exactly two children and at most the one parameter ratioA (F60).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { isTemplated, type Unit } from "../../model/index.ts";
import { removeValue, type YamlDocument } from "../../yaml/index.ts";
import { isCalled } from "../unit-methods/is-called.ts";

export const abtestShape = defineRule({
  id: "abtest-shape",
  severity: "error",
  title: "Require two children and at most ratioA of a RANDOM_ABTEST unit",
  why: "Webhook and operator accept anything here. The executor reads `ratioA` only if it is the sole parameter, so a second one (`ratioB`) turns 0.9 into 50/50. With one child every other request ends in `index out of range [1] with length 1`, and a third child is never called.",
  remedy:
    "Give the unit two children and either no parameter (50/50) or `ratioA` alone, a number from 0 to 1 in quotes.",
  failureModes: ["F60"],
  messages: {
    oneChild: {
      text: 'RANDOM_ABTEST draws between two children and has {count} here. The requests drawn for the second end in a panic of the executor: "index out of range [1] with length {count}".',
    },
    extraChild: {
      text: "RANDOM_ABTEST draws between the first two children only, so this one is never called. For three ways use traffic over three predictors.",
      severity: "warning",
    },
    extraParameter: {
      text: "RANDOM_ABTEST honors ratioA only if it is the sole parameter. With {name} beside it the split becomes 50/50 without a word. Remove {name}: the second child gets the rest anyway.",
    },
    unknownParameter: {
      text: "RANDOM_ABTEST knows no parameter {name}, so the split stays 50/50. Use ratioA.",
      severity: "warning",
    },
    badRatio: {
      text: "ratioA is the first child's share, a number from 0 to 1, and not {value}. The executor answers such requests with HTTP 500 or sends all of them one way.",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      // With a container of its name and a known type or method that container is called instead (F59).
      if (unit.implementation !== "RANDOM_ABTEST" || (unit.container && isCalled(unit))) continue;
      reportChildren(unit, report);
      reportParameters(unit, document, report);
    }
  },
});

type Report = DeploymentContext["report"];

function reportChildren(unit: Unit, report: Report): void {
  const { children } = unit;
  // A unit without children has no container unit below it either, which is reported as a graph that cannot be deployed.
  if (children.length === 1) report({ at: unit.at.key("children"), message: "oneChild", data: { count: 1 } });
  for (const extra of children.slice(2)) report({ at: extra.at, message: "extraChild" });
}

function reportParameters(unit: Unit, document: YamlDocument, report: Report): void {
  const { parameters } = unit;
  const ratio = parameters.find(parameter => parameter.key("name").string() === "ratioA");
  for (const parameter of parameters) {
    const name = parameter.key("name").string();
    if (name === undefined || parameter === ratio) continue;
    const fixes = [suggestion(l10n.t`Remove ${name}`, removeValue(document, parameter))];
    report({
      at: parameter.key("name"),
      message: ratio ? "extraParameter" : "unknownParameter",
      data: { name },
      fixes,
    });
  }
  const value = ratio?.key("value").string();
  if (!ratio || value === undefined || isTemplated(value)) return;
  const share = Number(value);
  if (value.trim() === "" || !(share >= 0 && share <= 1))
    report({ at: ratio.key("value"), message: "badRatio", data: { value } });
}
