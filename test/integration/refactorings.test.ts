// Every refactoring on every manifest of Seldon's own samples and of our examples: what comes out is YAML, keeps every comment, and is
// accepted by the webhook's rules where it was before.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { readLikeKubectl } from "../../playground/src/admission/read-like-kubectl.ts";
import { validateSeldonDeployment } from "../../playground/src/admission/validate-seldon-deployment.ts";
import {
  applyEdits,
  manifestObjectsOf,
  parseStream,
  refactoringsAt,
  seldonFacts,
  type Refactoring,
} from "../../server/src/core/index.ts";

const FOLDERS = [path.resolve(projectRoot, "../shared/data/corpus"), path.join(projectRoot, "examples")];

const manifests = FOLDERS.filter(existsSync).flatMap(folder =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(name => /\.ya?ml$/.test(name))
    .map(name => ({ name, text: readFileSync(path.join(folder, name), "utf8") })),
);

test("there are manifests", () => {
  expect(manifests.length).toBeGreaterThan(5);
});

describe.each(manifests)("$name", ({ text }) => {
  test("refactors to manifests", () => {
    const before = errorsOf(text);
    for (const { title, edits, files = [], kind } of offered(text)) {
      const after = applyEdits(text, edits);
      const whole = [after, ...files.map(file => file.text)].join("\n---\n");
      const stream = parseStream(whole);
      expect(
        stream.documents.flatMap(({ document }) => document.problems),
        title,
      ).toEqual([]);
      if (kind === "move") expect(manifestObjectsOf(stream).map(({ value }) => value)).toEqual(valuesOf(text));
      if (title.startsWith("Convert")) expect(valuesOf(after), title).toEqual(valuesOf(text));
      else if (!title.startsWith("Turn"))
        expect(commentsOf(whole), title).toEqual(expect.arrayContaining(commentsOf(text)));
      if (before.length === 0) expect(errorsOf(after), title).toEqual([]);
    }
  });
});

/** At the start of every line. */
function offered(text: string): readonly Refactoring[] {
  const stream = parseStream(text);
  const found = new Map<string, Refactoring>();
  for (const match of text.matchAll(/^/gm)) {
    const place = { stream, range: { start: match.index, end: match.index }, name: "manifest.yaml", isTemplate: false };
    for (const each of refactoringsAt({ ...place, factsOf: () => seldonFacts() }))
      found.set(`${each.title} ${JSON.stringify(each.edits)}`, each);
  }
  return [...found.values()];
}

function valuesOf(text: string): unknown[] {
  return manifestObjectsOf(parseStream(text)).map(({ value }) => value);
}

function commentsOf(text: string): string[] {
  return [...text.matchAll(/(?<=^|\s)#.*$/gm)].map(([comment]) => comment.trim());
}

/** What the webhook says to the SeldonDeployments of a text that has one object only. */
function errorsOf(text: string): string[] {
  const objects = manifestObjectsOf(parseStream(text));
  if (objects.length !== 1 || objects[0]?.kind !== "SeldonDeployment") return [];
  return validateSeldonDeployment(readLikeKubectl(text)).map(({ detail }) => detail);
}
