// Fix all, where one pass is not enough: the edit still leads to the text of the last pass, in whole characters.
import { expect, test } from "vitest";
import { applyEdits, defineRule, fix, LineIndex, lintText, setValue, type Rule } from "../core/index.ts";
import { fixAllEdits } from "./fix-all.ts";

/** Replaces one name of the deployment by another. */
function renaming(from: string, to: string): Rule {
  return defineRule({
    id: `rename-${from.length}-${to.length}`,
    severity: "warning",
    title: "Require another name",
    why: "It is for this test.",
    remedy: "Rename it.",
    failureModes: [],
    messages: { rename: { text: "This name is for this test." } },
    check({ deployment, document, report }) {
      const at = deployment.at.at("metadata", "name");
      if (deployment.name === from)
        report({ at, message: "rename", fixes: [fix("Rename", setValue(document, at, to))] });
    },
  });
}

function fixAll(text: string, rules: readonly Rule[]): { fixed: string; edits: number } {
  const options = { rules };
  const result = lintText(text, options);
  const edits = fixAllEdits({
    uri: "file:///a.yaml",
    languageId: "yaml",
    version: 1,
    text,
    lines: new LineIndex(text),
    options,
    result,
    resultId: "1",
  });
  for (const { start, end } of edits) {
    for (const offset of [start, end])
      expect(text.slice(offset - 1, offset + 1)).not.toMatch(/^(\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/);
  }
  return { fixed: applyEdits(text, edits), edits: edits.length };
}

const named = (name: string): string => `kind: SeldonDeployment\r\nmetadata:\r\n  name: ${name}\r\n`;

test("fixes that follow from each other end at the last", () => {
  expect(fixAll(named("one"), [renaming("one", "three"), renaming("three", "fifteen")])).toEqual({
    fixed: named("fifteen"),
    edits: 1,
  });
});

test("characters of two halves are replaced whole", () => {
  expect(fixAll(named("😀"), [renaming("😀", "step"), renaming("step", "😁")]).fixed).toBe(named("😁"));
});

test("nothing to fix is no edit", () => {
  expect(fixAll(named("fine"), [renaming("one", "two")])).toEqual({ fixed: named("fine"), edits: 0 });
});
