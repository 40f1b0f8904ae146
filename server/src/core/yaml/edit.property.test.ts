// What holds for every edit of every document: it parses, the rest reads the same, no comment is lost, a second time is no change.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomScalar, randomYaml, type RandomYaml, type Tree } from "../../../../test/support/random-yaml.ts";
import { applyEdits, type Edits } from "./apply-edits.ts";
import { findComments } from "./comments.ts";
import type { Cursor } from "./cursor.ts";
import { parseDocument, type YamlDocument } from "./document.ts";
import { renameKey, setValue } from "./edit.ts";
import { moveEntry } from "./move-entry.ts";
import { prependEntries } from "./prepend-entries.ts";
import { removeValue } from "./remove-value.ts";

type PathOf = (string | number)[];

interface Place {
  readonly path: PathOf;
  readonly value: Tree;
}

const runs = { numRuns: 300 };

describe("every random document", () => {
  test("reads as what it was written from", () => {
    fc.assert(
      fc.property(randomYaml, ({ text, tree }) => {
        expect(parseDocument(text).problems).toEqual([]);
        expect(meaning(parseDocument(text))).toEqual(tree);
      }),
      runs,
    );
  });
});

describe("every edit", () => {
  test("setValue on a scalar", () => {
    fc.assert(
      fc.property(randomYaml, fc.nat(), randomScalar, (yaml, pick, value) => {
        const place = choose(
          placesOf(yaml.tree).filter(({ path, value: old }) => path.length > 0 && !isCollection(old)),
          pick,
        );
        if (!place) return;
        check(
          yaml,
          (document, root) => setValue(document, root.at(...place.path), value),
          replaced(yaml.tree, place.path, value),
        );
      }),
      runs,
    );
  });

  test("setValue on an entry or item that is not there", () => {
    fc.assert(
      fc.property(
        randomYaml,
        fc.nat(),
        fc.oneof(randomScalar, fc.constantFrom<Tree>({ x: [1, { y: "z" }] }, [[]], {})),
        (yaml, pick, value) => {
          const place = choose(
            placesOf(yaml.tree).filter(({ value: old }) => old === null || isCollection(old)),
            pick,
          );
          if (!place) return;
          const step = Array.isArray(place.value) ? place.value.length : "new";
          const path = [...place.path, step];
          const tree =
            place.value === null ? replaced(yaml.tree, place.path, { new: value }) : replaced(yaml.tree, path, value);
          check(yaml, (document, root) => setValue(document, root.at(...path), value), tree);
        },
      ),
      runs,
    );
  });

  test("removeValue", () => {
    fc.assert(
      fc.property(randomYaml, fc.nat(), (yaml, pick) => {
        const place = choose(
          placesOf(yaml.tree).filter(({ path }) => path.length > 0),
          pick,
        );
        const tree = place && withoutPlace(yaml.tree, place.path);
        if (!place || tree === undefined) return;
        check(yaml, (document, root) => removeValue(document, root.at(...place.path)), tree, { twice: false });
      }),
      runs,
    );
  });

  test("renameKey", () => {
    fc.assert(
      fc.property(randomYaml, fc.nat(), (yaml, pick) => {
        const place = choose(
          placesOf(yaml.tree).filter(({ path }) => typeof path.at(-1) === "string"),
          pick,
        );
        if (!place) return;
        const tree = replaced(withoutStep(yaml.tree, place.path), [...place.path.slice(0, -1), "new"], place.value);
        check(yaml, (document, root) => renameKey(document, root.at(...place.path), "new"), tree, { twice: false });
      }),
      runs,
    );
  });

  test("prependEntries", () => {
    fc.assert(
      fc.property(randomYaml, fc.nat(), (yaml, pick) => {
        const place = choose(
          placesOf(yaml.tree).filter(({ value }) => isCollection(value) && !Array.isArray(value)),
          pick,
        );
        if (!place || Object.keys(place.value ?? {}).length === 0) return;
        const tree = replaced(yaml.tree, [...place.path, "new"], { x: ["y"] });
        check(yaml, (document, root) => prependEntries(document, root.at(...place.path), { new: { x: ["y"] } }), tree, {
          twice: false,
        });
      }),
      runs,
    );
  });

  test("moveEntry", () => {
    fc.assert(
      fc.property(randomYaml, fc.nat(), fc.nat(), (yaml, pick, pickTarget) => {
        const places = placesOf(yaml.tree);
        const place = choose(
          places.filter(({ path }) => typeof path.at(-1) === "string"),
          pick,
        );
        const target = choose(
          places.filter(({ value }) => isCollection(value) && !Array.isArray(value)),
          pickTarget,
        );
        if (!place || !target) return;
        const document = parseDocument(yaml.text);
        const edits = moveEntry(
          document,
          document.cursor().at(...place.path),
          document.cursor().at(...target.path),
          "new",
        );
        if (!edits) return;
        const tree = withoutStep(replaced(yaml.tree, [...target.path, "new"], place.value), place.path);
        check(yaml, () => edits, tree, { twice: false });
      }),
      { numRuns: 1000 },
    );
  });
});

function check(
  yaml: RandomYaml,
  edit: (document: YamlDocument, root: Cursor) => Edits | undefined,
  tree: Tree,
  { twice = true } = {},
): void {
  const document = parseDocument(yaml.text);
  const edits = edit(document, document.cursor());
  if (yaml.plain) expect(edits).toBeDefined();
  if (!edits) return;
  const text = applyEdits(yaml.text, edits);
  const after = parseDocument(text);
  expect(after.problems).toEqual([]);
  expect(meaning(after)).toEqual(tree);
  expect(commentsOf(text)).toEqual(commentsOf(yaml.text));
  if (twice) expect(applyEdits(text, edit(after, after.cursor()) ?? [])).toBe(text);
}

function commentsOf(text: string): string[] {
  return findComments(text)
    .map(comment => comment.text)
    .sort();
}

function meaning(document: YamlDocument): Tree | undefined {
  return meaningAt(document.cursor());
}

function meaningAt(cursor: Cursor): Tree | undefined {
  if (cursor.sequence) return cursor.items().map(item => meaningAt(item) ?? null);
  if (cursor.map) return Object.fromEntries(cursor.entries().map(entry => [entry.name, meaningAt(entry) ?? null]));
  const value = cursor.scalar?.value;
  return typeof value === "bigint" ? Number(value) : value;
}

function placesOf(tree: Tree, path: PathOf = []): Place[] {
  const children: readonly (readonly [string | number, Tree])[] = Array.isArray(tree)
    ? tree.map((item, index) => [index, item] as const)
    : isCollection(tree)
      ? Object.entries(tree ?? {})
      : [];
  return [{ path, value: tree }, ...children.flatMap(([step, child]) => placesOf(child, [...path, step]))];
}

function isCollection(tree: Tree): boolean {
  return typeof tree === "object" && tree !== null;
}

function choose(places: readonly Place[], pick: number): Place | undefined {
  return places[pick % Math.max(1, places.length)];
}

function replaced(tree: Tree, [step, ...rest]: PathOf, value: Tree): Tree {
  if (step === undefined) return value;
  if (Array.isArray(tree)) {
    const items = [...tree];
    items[Number(step)] = replaced(items[Number(step)] ?? null, rest, value);
    return items;
  }
  const entries = typeof tree === "object" && tree !== null ? tree : {};
  return { ...entries, [step]: replaced(entries[step] ?? null, rest, value) };
}

function withoutStep(tree: Tree, [step, ...rest]: PathOf): Tree {
  if (step === undefined || typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) {
    return rest.length === 0
      ? tree.filter((_, index) => index !== step)
      : tree.map((item, index) => (index === step ? withoutStep(item, rest) : item));
  }
  const entries = Object.entries(tree);
  return Object.fromEntries(
    entries.flatMap(([key, item]) =>
      key !== step ? [[key, item]] : rest.length === 0 ? [] : [[key, withoutStep(item, rest)]],
    ),
  );
}

/** Without a value, and without the collections that are empty then; undefined where nothing would be left. */
function withoutPlace(tree: Tree, path: PathOf): Tree | undefined {
  const parent = path.slice(0, -1);
  const siblings = placesOf(tree).filter(place => place.path.length === path.length && startsWith(place.path, parent));
  if (siblings.length > 1) return withoutStep(tree, path);
  return parent.length === 0 ? undefined : withoutPlace(tree, parent);
}

function startsWith(path: PathOf, start: PathOf): boolean {
  return start.every((step, index) => path[index] === step);
}
