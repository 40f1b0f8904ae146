// After an edit only the documents are linted again whose text, or whose answers from the rest of the file, changed.
import { describe, expect, test } from "vitest";
import { rcloneRemote } from "../rules/rclone-remote/rule.ts";
import { trafficSum } from "../rules/traffic-sum/rule.ts";
import { lintText, type LintOptions, type LintResult } from "./index.ts";

const OPTIONS: LintOptions = { rules: [trafficSum], onCrash: "throw" };

function manifest(name: string, traffic: number): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: ${name}
spec:
  predictors:
    - name: main
      traffic: ${traffic}
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "s3://models/${name}", envSecretRefName: store }
`;
}

function places(text: string, result: LintResult): readonly string[] {
  return result.findings.map(({ range }) => text.slice(range.start, range.end));
}

describe("documents that did not change", () => {
  const before = [manifest("a", 41), manifest("b", 42), manifest("c", 43)].join("---\n");
  const first = lintText(before, OPTIONS);

  test("are all linted at first", () => {
    expect(first.documentsLinted).toBe(3);
    expect(places(before, first)).toEqual(["41", "42", "43"]);
  });

  test("are taken over when nothing changed", () => {
    const again = lintText(before, OPTIONS, first.state);
    expect(again.documentsLinted).toBe(0);
    expect(again.findings).toEqual(first.findings);
  });

  test("are taken over when another one is edited", () => {
    const after = before.replace("42", "4242");
    const result = lintText(after, OPTIONS, first.state);
    expect(result.documentsLinted).toBe(1);
    expect(places(after, result)).toEqual(["41", "4242", "43"]);
  });

  test("keep their places when text is put above them", () => {
    const after = `# a comment, and another document\n---\n${manifest("new", 44)}---\n${before}`;
    const result = lintText(after, OPTIONS, first.state);
    expect(result.documentsLinted).toBeLessThanOrEqual(3);
    expect(places(after, result)).toEqual(["44", "41", "42", "43"]);
    expect(result.findings).toEqual(lintText(after, OPTIONS).findings);
  });

  test("keep the places of their fixes, too", () => {
    const after = before.replace("name: a\n", "name: a-longer-name\n");
    const result = lintText(after, OPTIONS, first.state);
    for (const { fixes } of result.findings) {
      for (const edit of fixes.flatMap(fix => fix.edits))
        expect(after.slice(edit.start, edit.end)).toMatch(/^\s*traffic: \d+\s*$/);
    }
    expect(result.findings).toEqual(lintText(after, OPTIONS).findings);
  });

  test("are linted again under other options", () => {
    expect(lintText(before, { ...OPTIONS, seldonVersion: "1.15.0" }, first.state).documentsLinted).toBe(3);
    expect(lintText(before, { ...OPTIONS, rules: [] }, first.state).documentsLinted).toBe(3);
    expect(
      lintText(before, { ...OPTIONS, severities: { "traffic-sum": "hint" } }, first.state).findings.map(
        ({ severity }) => severity,
      ),
    ).toEqual(["hint", "hint", "hint"]);
    expect(lintText(before, { ...OPTIONS }, first.state).documentsLinted).toBe(0);
  });

  test("survive a text that is too large or no longer Seldon's", () => {
    const large = lintText(before, { ...OPTIONS, maxSize: 10 }, first.state);
    expect(large.findings.map(({ rule }) => rule)).toEqual(["document-too-large"]);
    const foreign = lintText("a: 1\n", OPTIONS, large.state);
    expect(foreign.findings).toEqual([]);
    expect(lintText(before, OPTIONS, foreign.state).findings).toEqual(first.findings);
  });
});

describe("a document that asked for its siblings", () => {
  const options: LintOptions = { ...OPTIONS, rules: [rcloneRemote] };
  const secret = (key: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: store\nstringData:\n  ${key}: s3\n  RCLONE_CONFIG_S3_ENV_AUTH: "true"\n`;
  const deployment = manifest("a", 100);
  const good = [deployment, secret("RCLONE_CONFIG_S3_TYPE"), manifest("b", 100).replace("s3:", "gs:")].join("---\n");
  const first = lintText(good, options);

  test("is linted again when one of them changes", () => {
    expect(first.findings).toEqual([]);
    const broken = good.replace("RCLONE_CONFIG_S3_TYPE", "RCLONE_CONFIG_MINIO_TYPE");
    const result = lintText(broken, options, first.state);
    expect(result.findings.map(({ rule }) => rule)).toEqual(["rclone-remote"]);
    expect(result.findings).toEqual(lintText(broken, options).findings);
    expect(lintText(good, options, result.state).findings).toEqual([]);
  });

  test("is linted again when one is added or goes", () => {
    const alone = lintText(deployment, options, first.state);
    expect(alone.findings).toEqual(lintText(deployment, options).findings);
    const both = lintText(`${deployment}---\n${secret("RCLONE_CONFIG_S3_TYPE")}`, options, alone.state);
    expect(both.findings).toEqual([]);
  });

  test("is taken over when something else changes", () => {
    const after = `${good}---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: models\n`;
    expect(lintText(after, options, first.state).documentsLinted).toBe(1);
  });

  test("offers edits at the sibling's place, also after text was put between them", () => {
    const broken = good.replace("RCLONE_CONFIG_S3_TYPE", "RCLONE_CONFIG_MINIO_TYPE");
    const before = lintText(broken, options);
    const after = broken.replace(
      "---\napiVersion: v1\nkind: Secret",
      "---\napiVersion: v1\nkind: Namespace\nmetadata: { name: models }\n---\napiVersion: v1\nkind: Secret",
    );
    expect(lintText(after, options, before.state).findings).toEqual(lintText(after, options).findings);
  });
});
