// JUnit XML: well-formed whatever a finding holds, and red exactly where the program's exit code is.
import { describe, expect, test } from "vitest";
import { AWKWARD, EXAMPLE } from "../../../../test/support/example-findings.ts";
import { readXml, type XmlElement } from "../../../../test/support/xml-tree.ts";
import { junitReport } from "./junit.ts";

function cases(root: XmlElement): readonly XmlElement[] {
  return root.children.flatMap(suite => suite.children);
}

test("counts agree with what is there", () => {
  const root = readXml(junitReport(AWKWARD, "error"));
  expect(root.name).toBe("testsuites");
  expect(root.attributes).toMatchObject({ name: "seldon-lint", tests: "6", failures: "2", errors: "0" });
  expect(
    root.children.map(({ name, attributes: { name: file, tests, failures } }) => [name, file, tests, failures]),
  ).toEqual([
    ["testsuite", "k8s/bad, worse: 100%.yaml", "5", "2"],
    ["testsuite", "clean.yaml", "1", "0"],
  ]);
  for (const suite of root.children) expect(String(suite.children.length)).toBe(suite.attributes["tests"]);
});

test("findings below the threshold pass", () => {
  const outcome = (threshold: "error" | "warning" | "hint"): (string | undefined)[] =>
    cases(readXml(junitReport(AWKWARD, threshold))).map(({ children }) => children[0]?.name);
  const [failure, word, none] = ["failure", "system-out", undefined];
  expect(outcome("error")).toEqual([failure, failure, word, word, word, none]);
  expect(outcome("warning")).toEqual([failure, failure, failure, word, word, none]);
  expect(outcome("hint")).toEqual([failure, failure, failure, failure, failure, none]);
});

describe("a case", () => {
  test("is named by its rule and path, each name once in a file, so that none is taken for another", () => {
    const names = cases(readXml(junitReport(AWKWARD, "error"))).map(({ attributes }) => attributes["name"]);
    expect(names).toEqual([
      "traffic-sum at spec.predictors[1].traffic",
      "traffic-sum at spec.predictors[1].traffic (2)",
      'traffic-sum at metadata.annotations["seldon.io/x"]',
      "traffic-sum",
      "traffic-sum at spec.predictors[1].traffic (3)",
      "no findings",
    ]);
  });

  test("carries message, place and page", () => {
    const [first] = cases(readXml(junitReport([{ path: "a.yaml", findings: [EXAMPLE] }], "error")));
    const [failure] = first?.children ?? [];
    expect(first?.attributes).toMatchObject({ classname: "a.yaml", file: "a.yaml" });
    expect(failure?.attributes).toEqual({ message: EXAMPLE.message, type: "error" });
    expect(failure?.text).toBe(`a.yaml:14:16 error\n${EXAMPLE.message}\ndocs/rules/traffic-sum.md`);
  });

  test("keeps what XML can hold, and shows where there was something else", () => {
    const [, , third] = cases(readXml(junitReport(AWKWARD, "warning")));
    expect(third?.children[0]?.attributes["message"]).toBe(
      'A "quoted" <tag> & 100%,\nover two lines: \uFFFD[31m\uFFFD \uFFFD ]]>',
    );
  });
});

test("without files it is an empty report", () => {
  expect(readXml(junitReport([], "error"))).toMatchObject({ attributes: { tests: "0" }, children: [] });
});
