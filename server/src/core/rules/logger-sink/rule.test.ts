import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { loggerSink } from "./rule.ts";

checkRule(loggerSink, import.meta.url);

test.each([
  ["1.15", ["notCalled"]],
  ["1.16", []],
  ["1.17.1", []],
])("a router of Seldon Core %s", (seldonVersion, expected) => {
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "graph": { "name": "r", "implementation": "RANDOM_ABTEST", "children": [ { "name": "a" }, { "name": "b" } ], "logger": { "mode": "all", "url": "http://logs" } } } ] } }`;
  const { findings } = lintText(text, { rules: [loggerSink], seldonVersion, onCrash: "throw" });
  expect(findings.map(({ messageId }) => messageId)).toEqual(expected);
});
