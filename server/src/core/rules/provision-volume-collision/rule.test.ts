import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { readCaseFile } from "../../../../../test/support/case-file.ts";
import { lintText } from "../../lint/index.ts";
import { provisionVolumeCollision } from "./rule.ts";

checkRule(provisionVolumeCollision, import.meta.url);

const rules = [provisionVolumeCollision];

function readCase(file: string): string {
  return readCaseFile(readFileSync(new URL(`cases/${file}`, import.meta.url), "utf8")).text;
}

test.each([
  ["1.16.0", 0],
  ["1.17.0", 0],
  ["1.17.1", 1],
  ["1.18.2", 1],
])("Seldon %s adds the volume for a container of the user's in %i cases", (seldonVersion, count) => {
  expect(lintText(readCase("custom-container.yaml"), { rules, seldonVersion }).findings).toHaveLength(count);
});

test("a unit without modelUri gets no volume", () => {
  const text = readCase("empty-dir.yaml").replace(/modelUri: .*/, 'modelUri: ""');
  expect(lintText(text, { rules }).findings).toEqual([]);
});

test("a name of more than 63 characters is cut as the operator cuts it", () => {
  const unit = "a".repeat(60);
  const text = readCase("empty-dir.yaml")
    .replaceAll("churn-classifier-provision-location", `${unit}-pr`)
    .replaceAll("churn-classifier", unit);
  expect(lintText(text, { rules }).findings.map(({ messageId }) => messageId)).toEqual(["volume"]);
});
