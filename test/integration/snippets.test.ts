// Every snippet, with its defaults filled in, is a manifest that lints clean.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import { SNIPPET_FILES } from "../../client/src/contributions.ts";
import { allRules, lintText, parseStream } from "../../server/src/core/index.ts";

const snippetFile = z.record(
  z.string(),
  z.strictObject({ prefix: z.string().startsWith("seldon-"), description: z.string(), body: z.array(z.string()) }),
);

const snippets = SNIPPET_FILES.flatMap(({ path: file }) =>
  Object.entries(snippetFile.parse(JSON.parse(readFileSync(path.join(projectRoot, file), "utf8")))),
);

test("there is one for each common beginning", () => {
  expect(snippets.map(([, { prefix }]) => prefix)).toEqual([
    "seldon-mlflow",
    "seldon-canary",
    "seldon-shadow",
    "seldon-rclone-minio",
    "seldon-container",
  ]);
});

describe.each(snippets)("%s", (_title, { body, description }) => {
  const text = fillIn(body.join("\n"));

  test("has every placeholder filled in by a default", () => {
    expect(text).not.toMatch(/\$[{\d]/);
  });

  test("parses", () => {
    expect(parseStream(text).documents.flatMap(({ document }) => document.problems)).toEqual([]);
  });

  test("lints clean", () => {
    const { findings, documentsLinted } = lintText(text, { rules: allRules, onCrash: "throw" });
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(documentsLinted).toBe(1);
  });

  test("is described in a sentence", () => {
    expect(description).toMatch(/^[A-Z].*\.$/);
  });
});

test("the Secret that the others refer to is the one of the Secret snippet", () => {
  const named = snippets.flatMap(([, { body }]) => [...fillIn(body.join("\n")).matchAll(/envSecretRefName: (\S+)/g)]);
  const secrets = snippets.flatMap(([, { body }]) => [
    ...fillIn(body.join("\n")).matchAll(/kind: Secret\nmetadata:\n {2}name: (\S+)/g),
  ]);
  expect(named.length).toBeGreaterThan(0);
  for (const [, name] of named) expect(secrets.map(([, secret]) => secret)).toContain(name);
});

/** As VS Code does when every placeholder is left at its default: the first of a choice, nothing for the last cursor place. */
function fillIn(body: string): string {
  return body
    .replaceAll(/\$\{\d+:([^}]*)\}/g, "$1")
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replaceAll("$0", "");
}
