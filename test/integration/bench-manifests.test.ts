// What is measured has to be what people write: valid manifests of the length they are called by.
import { describe, expect, test } from "vitest";
import { allRules, lintText } from "../../server/src/core/index.ts";
import { INPUTS } from "../bench/inputs.ts";
import { typingPlace } from "../bench/manifests.ts";

describe.each(INPUTS.map(input => [input.name, input] as const))("%s", (name, { text, lines }) => {
  test("is clean", () => {
    expect(lintText(text, { rules: allRules, onCrash: "throw" }).findings.map(finding => finding.message)).toEqual([]);
  });

  test("is as long as it is called", () => {
    const wanted = Number(name.replaceAll(/\D/g, ""));
    if (name.endsWith("documents")) expect(text.split(/^---$/m)).toHaveLength(wanted);
    else expect(Math.abs(lines - wanted) / wanted).toBeLessThan(0.1);
  });

  test("has a place to type at, in a document that stays valid", () => {
    const place = typingPlace(text);
    expect(text.slice(0, place)).toMatch(/replicas: 2$/);
    expect(lintText(`${text.slice(0, place)}0${text.slice(place)}`, { rules: allRules }).findings).toEqual([]);
  });
});
