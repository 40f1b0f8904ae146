import { expect, test } from "vitest";
import { allRules } from "../../../../server/src/core/index.ts";
import { rulePages } from "../../../../scripts/gen/rule-pages.ts";
import { readRulePage, ruleIdOf } from "./rule-page.ts";

test("knows a rule's page by its file name", () => {
  expect(ruleIdOf("traffic-sum.md")).toBe("traffic-sum");
  expect(ruleIdOf("README.md")).toBeUndefined();
});

test("reads the title of every generated page", () => {
  const titles = new Map(allRules.map(({ meta }) => [meta.id, meta.title]));
  const read = rulePages().flatMap(({ path, text }) => {
    const id = ruleIdOf(path.split("/").at(-1) ?? "");
    return id === undefined ? [] : [readRulePage(id, text)];
  });
  expect(new Map(read.map(page => [page.id, page.title]))).toEqual(titles);
});
