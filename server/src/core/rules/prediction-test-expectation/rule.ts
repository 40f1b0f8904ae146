// Expectations that no answer can meet, or that every answer meets.
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { PREDICTION_TEST_KIND } from "../../model/index.ts";
import { viewTest } from "../../prediction/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const predictionTestExpectation = defineResourceRule({
  id: "prediction-test-expectation",
  severity: "error",
  title: "Require expectations that an answer can meet and can fail",
  why: "A pattern or a path that cannot be read fails with every answer, and one that asks for nothing passes with every answer.",
  remedy: "Mend the path (JSONPath, beginning with `$`) or the pattern, and say what is expected at the path.",
  failureModes: [],
  resources: [PREDICTION_TEST_KIND],
  messages: {
    path: { text: '"{path}" is no JSONPath: it begins with $ for the whole body, such as $.data.ndarray[0][0].' },
    pattern: { text: '"{pattern}" is no regular expression: {reason}.' },
    nothingAsked: {
      text: "Nothing is expected at this path, so that every answer passes. Say equals, oneOf, matches, min, max or exists.",
      severity: "warning",
    },
    bounds: { text: "No number is {min} at least and {max} at most, so that no answer passes. Swap the two." },
    contradiction: { text: "Where nothing may be there (exists: false), nothing can be expected of it: {others}." },
    toleranceAlone: {
      text: "A tolerance says how near a number has to be, and no number is expected here. Add {what}, or take it out.",
      severity: "warning",
    },
  },
  check({ resource, document, report }) {
    for (const expect of viewTest(resource).expectations) {
      for (const value of expect.key("values").items()) if (value.map) checkValue(value, document, report);
      const tolerance = expect.key("tolerance");
      const isShared = expect.path.length === 2;
      // A case of the file may bring the number that a tolerance for all is about.
      if (!tolerance.isEmpty && !expect.key("prediction").exists && !isShared)
        report({ at: tolerance, range: tolerance.keyRange(), message: "toleranceAlone", data: { what: "prediction" } });
    }
  },
});

type Report = DeploymentContext["report"];

const QUESTIONS: readonly string[] = ["equals", "oneOf", "matches", "min", "max", "exists"];

function checkValue(value: Cursor, document: YamlDocument, report: Report): void {
  const path = value.key("path").string();
  if (path !== undefined && path !== "" && !path.startsWith("$") && !path.includes("{{")) {
    const better = `$${/^[.[]/.test(path) ? "" : "."}${path}`;
    const at = value.key("path");
    report({
      at,
      message: "path",
      data: { path },
      fixes: [suggestion(l10n.t`Change to ${better}`, setValue(document, at, better))],
    });
  }
  checkPattern(value.key("matches"), report);
  const asked = QUESTIONS.filter(question => value.key(question).exists);
  if (asked.length === 0) report({ at: value.key("path"), message: "nothingAsked" });
  const isAbsent = value.key("exists").boolean() === false;
  const others = asked.filter(question => question !== "exists");
  if (isAbsent && others.length > 0)
    report({ at: value.key("exists"), message: "contradiction", data: { others: others.join(", ") } });
  checkBounds(value, report);
  for (const field of ["tolerance", "relativeTolerance"]) {
    const at = value.key(field);
    if (!at.isEmpty && !value.key("equals").exists && !value.key("oneOf").exists && others.length > 0)
      report({ at, range: at.keyRange(), message: "toleranceAlone", data: { what: "equals" } });
  }
}

function checkPattern(at: Cursor, report: Report): void {
  const pattern = at.string();
  if (pattern === undefined || pattern.includes("{{")) return;
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const reason = said.replace(/^Invalid regular expression: /, "").replace(/^\/.*\/[a-z]*: /s, "");
    report({ at, message: "pattern", data: { pattern, reason } });
  }
}

function checkBounds(value: Cursor, report: Report): void {
  const [min, max] = ["min", "max"].map(field => value.key(field).scalar?.value);
  if (typeof min === "number" && typeof max === "number" && min > max)
    report({ at: value.key("min"), message: "bounds", data: { min, max } });
}
