import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyEdits, lintText } from "../../index.ts";
import { swappedEnv } from "./rule.ts";

checkRule(swappedEnv, import.meta.url);

const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: minio}
stringData: {accesskey: planted-value}
---
`;

function lint(item: string): ReturnType<typeof lintText>["findings"] {
  return lintText(manifest(item), { rules: [swappedEnv], onCrash: "throw" }).findings;
}

function manifest(item: string): string {
  return `${SECRET}apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: churn}
spec:
  predictors:
    - name: main
      graph: {name: c}
      componentSpecs:
        - spec: {containers: [{name: c, image: "registry.example.com/c:1", env: [${item}]}]}
`;
}

test("an item in flow style is mended, too", () => {
  const item = "{name: accesskey, value: AWS_ACCESS_KEY_ID}";
  const [fromSecret, swap] = lint(item)[0]?.fixes ?? [];
  expect(fromSecret && applyEdits(manifest(item), fromSecret.edits)).toBe(
    manifest("{name: AWS_ACCESS_KEY_ID, valueFrom: { secretKeyRef: { name: minio, key: accesskey } }}"),
  );
  expect(swap && applyEdits(manifest(item), swap.edits)).toBe(manifest("{name: AWS_ACCESS_KEY_ID, value: accesskey}"));
});

test("what stands under name may be a password, so neither message nor titles show it, nor a Secret's value", () => {
  const said = JSON.stringify(
    lint("{name: minio123, value: AWS_SECRET_ACCESS_KEY}").map(({ message, fixes }) => [
      message,
      fixes.map(fix => fix.title),
    ]),
  );
  expect(said).toContain("AWS_SECRET_ACCESS_KEY");
  expect(said).not.toContain("minio123");
  expect(JSON.stringify(lint("{name: accesskey, value: AWS_ACCESS_KEY_ID}"))).not.toContain("planted-value");
});

test.each([
  "{name: KEY_VARIABLE, value: AWS_ACCESS_KEY_ID}",
  "{name: AWS_ACCESS_KEY_ID, value: AWS_ACCESS_KEY_ID}",
  "{name: accesskey, value: MY_OWN_KEY}",
  "{name: accesskey, valueFrom: {secretKeyRef: {name: minio, key: AWS_ACCESS_KEY_ID}}}",
])("%s is left alone", item => {
  expect(lint(item)).toEqual([]);
});
