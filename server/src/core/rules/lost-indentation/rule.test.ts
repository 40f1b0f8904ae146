import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyAllFixes, lintText } from "../../index.ts";
import { lostIndentation } from "./rule.ts";

checkRule(lostIndentation, import.meta.url);

const HEAD = "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\n";

function lint(text: string, fileName = "churn.yaml"): string[] {
  const { findings } = lintText(HEAD + text, { rules: [lostIndentation], fileName, onCrash: "throw" });
  return findings.map(({ message }) => message.slice(0, message.indexOf(", which")));
}

test("a template is indented when it is rendered", () => {
  const text = "metadata:\nname: churn\nspec: {}\n";
  expect(lint(text)).toEqual(["The indentation is lost here: name belongs below metadata"]);
  expect(lint(text, "chart/templates/churn.yaml")).toEqual([]);
});

test.each([
  ["a field that is known where it stands", "metadata:\nspec: {}\n"],
  ["a null that is written", "metadata: null\nname: churn\n"],
  ["something else in between", "metadata:\nspec: {}\nname: churn\n"],
  ["a value of another kind", "spec:\npredictors: main\n"],
  ["a field that nobody knows", "metadata:\nowner: me\n"],
])("%s is not what the empty field lost", (_, text) => {
  expect(lint(text)).toEqual([]);
});

test("what parses after the fix is what was meant", () => {
  const text = `${HEAD}metadata:\r\nname: churn\r\nspec:\r\npredictors:\r\n- name: main\r\n  graph: {name: c}\r\n`;
  const fixed = applyAllFixes(text, { rules: [lostIndentation], onCrash: "throw" }).text;
  expect(fixed).toBe(
    `${HEAD}metadata:\r\n  name: churn\r\nspec:\r\n  predictors:\r\n  - name: main\r\n    graph: {name: c}\r\n`,
  );
});
