import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { imageTag } from "./rule.ts";

checkRule(imageTag, import.meta.url);

function lintImage(image: string, seldonVersion?: string) {
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "componentSpecs": [ { "spec": { "containers": [ { "name": "model", "image": "${image}" } ] } } ], "graph": { "name": "model", "type": "MODEL" } } ] } }`;
  return lintText(text, { rules: [imageTag], onCrash: "throw", ...(seldonVersion !== undefined && { seldonVersion }) })
    .findings;
}

test.each(["acme/model:latest", "python", "seldonio/mock_classifier:1.10.0-dev"])(
  "pins %s to nothing, since nobody knows whether that version was ever published",
  image => {
    expect(lintImage(image).map(finding => finding.fixes)).toEqual([[]]);
  },
);

test("takes the release from the version that is linted for", () => {
  expect(lintImage("seldonio/mlflowserver:1.16.0", "1.16.0")).toEqual([]);
  expect(lintImage("seldonio/mlflowserver:1.16.0", "1.18.2").map(finding => finding.messageId)).toEqual([
    "otherRelease",
  ]);
  const [floating] = lintImage("seldonio/mlflowserver", "1.16.0");
  expect(floating?.fixes.flatMap(fix => fix.edits.map(edit => edit.newText))).toEqual([
    '"seldonio/mlflowserver:1.16.0"',
  ]);
});

test.each([
  "acme/model:1.0-development",
  "acme/devtools:2",
  "registry.internal/model",
  "nvcr.io/nvidia/tritonserver:21.08-py3",
])("keeps quiet about %s", image => {
  expect(lintImage(image)).toEqual([]);
});
