import { expect, test } from "vitest";
import { runTask } from "./lint-task.ts";
import { maskSecrets } from "./masked-secrets.ts";

const DEPLOYMENT = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: churn }
spec:
  predictors:
    - name: main
      graph: { name: churn, implementation: SKLEARN_SERVER, modelUri: "s3://models/churn", envSecretRefName: store }
`;

function secret(fields: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: { name: store }\n${fields}`;
}

test.each([
  ["plain", "stringData:\n  A: hush-1\n  B: hush-2\n"],
  ["quoted and in flow style", "stringData: { A: \"hush-1\", B: 'hush-2' }\n"],
  ["in blocks", "stringData:\n  A: |\n    hush-1\n\n    hush-2\n  B: >-\n    hush-3\n"],
  ["over several lines", 'stringData:\n  A: "hush-1\n    hush-2"\n'],
  ["behind an anchor", "data: &all\n  A: &a hush-1\nstringData: *all\n"],
  ["anchored elsewhere", "x: &a hush-1\nstringData:\n  A: *a\n"],
  ["merged", "x: &all { A: hush-1 }\nstringData:\n  <<: *all\n"],
  ["in comments between", "stringData:\n  # B: hush-1\n  A: hush-2 # was hush-3\n"],
  ["not a mapping", "stringData:\n  hush-1\n"],
  ["with a mistake", "stringData:\n  A: *hush-1\n  B: hush-2: hush-3\n"],
])("hides values: %s", (_, fields) => {
  const text = `${DEPLOYMENT}---\n${secret(fields)}---\n${DEPLOYMENT}`;
  const masked = maskSecrets(text);
  expect(masked).not.toContain("hush");
  expect(masked.split("\n")).toHaveLength(text.split("\n").length);
  expect(masked.startsWith(DEPLOYMENT)).toBe(true);
  expect(masked.endsWith(DEPLOYMENT)).toBe(true);
});

test("hides them in the examples and commands of a page, and in a script", () => {
  const script =
    "kubectl create secret generic a --from-literal=A=hush-1 --from-literal='B=hush-2'\nmc alias set a http://x hush-3 hush-4\nhelm install m minio --set secretKey=hush-5\n";
  const page = `# Seldon\n\n\`\`\`yaml\n${secret("stringData:\n  A: hush-6\n")}\`\`\`\n\n\`\`\`sh\n${script}\`\`\`\n`;
  for (const [text, name] of [
    [script, "a.sh"],
    [page, "README.md"],
    ["# Seldon\n\n```yaml\nkind: Secret\n...\n  AWS_SECRET_ACCESS_KEY: hush-7\n```\n", "guide.md"],
  ] as const) {
    const masked = maskSecrets(text, name);
    expect(masked).not.toContain("hush");
    expect(masked.split("\n")).toHaveLength(text.split("\n").length);
  }
});

test("keeps keys, and everything in other kinds", () => {
  expect(maskSecrets(secret("stringData:\n  AWS_SECRET_ACCESS_KEY: hush\n"))).toContain("AWS_SECRET_ACCESS_KEY: ••••");
  const other = "kind: ConfigMap\ndata: { note: Secret }\n";
  expect(maskSecrets(other)).toBe(other);
});

test("no value of a Secret is in the diff of a dry run, in changed lines or around them", () => {
  const text =
    `${secret("stringData:\n  AWS_ACCESS_KEY_ID: hush-1\n  AWS_SECRET_ACCESS_KEY: hush-2\n")}---\n${DEPLOYMENT}`.replace(
      "implementation: SKLEARN_SERVER",
      "parameters: [{ name: method, type: STRING, value: 1 }], $&",
    );
  const outcome = runTask({
    reportPath: "a.yaml",
    source: new TextEncoder().encode(text),
    isNamed: true,
    isTemplate: false,
    fix: "dry-run",
    options: {},
  });
  expect(outcome.diff).toContain("@@");
  expect(outcome.diff).not.toContain("hush");
});
