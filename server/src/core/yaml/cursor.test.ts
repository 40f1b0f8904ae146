// Walks through documents: what is found, what it reads as, and which place is pointed at.
import { describe, expect, test } from "vitest";
import { parseDocument } from "./document.ts";
import type { Path, Range } from "./range.ts";

function at(text: string, ...path: Path): ReturnType<ReturnType<typeof parseDocument>["cursor"]> {
  return parseDocument(text)
    .cursor()
    .at(...path);
}

function slice(text: string, range: Range | undefined): string | undefined {
  return range && text.slice(range.start, range.end);
}

describe("values", () => {
  test("by key and index", () => {
    const text = "spec:\n  predictors:\n  - name: main\n    replicas: 2\n    shadow: yes\n";
    expect(at(text, "spec", "predictors", 0, "name").string()).toBe("main");
    expect(at(text, "spec", "predictors", 0, "replicas").integer()).toBe(2);
    expect(at(text, "spec", "predictors", 0, "shadow").boolean()).toBe(true);
    expect(at(text, "spec", "predictors").items()).toHaveLength(1);
    expect(
      at(text, "spec", "predictors", 0)
        .entries()
        .map(entry => entry.name),
    ).toEqual(["name", "replicas", "shadow"]);
  });

  test("whole numbers also where they are written as floats, as the API server takes them (F16)", () => {
    expect(at("a: 1.0\n", "a").integer()).toBe(1);
    expect(at("a: 1e2\n", "a").integer()).toBe(100);
    expect(at("a: 1.5\n", "a").integer()).toBeUndefined();
    expect(at('a: "1"\n', "a").integer()).toBeUndefined();
  });

  test("nothing and null are empty, a string without characters is not", () => {
    expect(at("a: 1\n", "b")).toMatchObject({ exists: false, isEmpty: true });
    expect(at("a:\n", "a")).toMatchObject({ exists: true, isEmpty: true });
    expect(at("a: ''\n", "a")).toMatchObject({ exists: true, isEmpty: false });
    expect(at("a: {}\n", "a")).toMatchObject({ exists: true, isEmpty: false });
    expect(at("", "a", 0, "b")).toMatchObject({ exists: false, isEmpty: true, path: ["a", 0, "b"] });
  });

  test("the last of two equal keys counts", () => {
    expect(at("a: 1\na: 2\n", "a").integer()).toBe(2);
    expect(at("a: 1\na: 2\n").entries()).toHaveLength(1);
  });

  test("quoted keys are keys", () => {
    expect(at("\"a\": 1\n'b': 2\n", "b").integer()).toBe(2);
  });

  test("a key that is an alias stands under the name it stands for", () => {
    const text = "a: &x b\n*x : 1\n";
    expect(at(text, "b").integer()).toBe(1);
    expect(slice(text, at(text, "b").keyRange())).toBe("*x");
  });
});

describe("aliases and merge keys", () => {
  const text = "base: &base\n  a: 1\n  b: 2\nuse: *base\nmerged:\n  <<: *base\n  b: 3\nlist:\n  <<: [*base, {c: 4}]\n";

  test("are followed", () => {
    expect(at(text, "use", "a").integer()).toBe(1);
    expect(at(text, "merged", "a").integer()).toBe(1);
    expect(at(text, "merged", "b").integer()).toBe(3);
    expect(at(text, "list", "c").integer()).toBe(4);
    expect(
      at(text, "merged")
        .entries()
        .map(entry => entry.name),
    ).toEqual(["b", "a"]);
  });

  test("are pointed at where they are used", () => {
    expect(slice(text, at(text, "use", "a").range())).toBe("*base");
    expect(slice(text, at(text, "merged", "a").valueRange())).toBe("*base");
    expect(slice(text, at(text, "merged", "b").range())).toBe("3");
  });

  test("make values shared, and so does being repeated by one", () => {
    expect(at(text, "use", "a").shared).toBe(true);
    expect(at(text, "merged", "a").shared).toBe(true);
    expect(at(text, "base", "a").shared).toBe(true);
    expect(at(text, "merged", "b").shared).toBe(false);
    expect(at("a: &unused 1\n", "a").shared).toBe(false);
  });

  test("that lead back to themselves end", () => {
    expect(at("a: &x\n  <<: *x\n  b: 1\n", "a", "c").exists).toBe(false);
    expect(at("a: &x [*x]\n", "a", 0, 0, 0, 0).exists).toBe(true);
  });

  test("that multiply with every level are looked through once", () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `l${level + 1}: &l${level + 1}\n  <<: [${Array(9).fill(`*l${level}`).join(", ")}]\n`,
    );
    const bomb = `l0: &l0 {a: 1}\n${levels.join("")}`;
    const started = performance.now();
    expect(at(bomb, "l30", "missing").exists).toBe(false);
    expect(at(bomb, "l30", "a").integer()).toBe(1);
    expect(at(bomb, "l30").entries()).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("range", () => {
  const text = "a: one\nb:\n  c: |\n    text\nd:\n- name: x\n  e:\n- f: 1\n";

  test.each<[what: string, path: Path, place: string]>([
    ["a scalar", ["a"], "one"],
    ["the key of a mapping", ["b"], "b"],
    ["the key of a block scalar", ["b", "c"], "c"],
    ["the key of a sequence", ["d"], "d"],
    ["the name of an item that has one", ["d", 0], "x"],
    ["the first key of one that has none", ["d", 1], "f"],
    ["the key of a null", ["d", 0, "e"], "e"],
    ["the parent's place for what is not there", ["b", "x"], "b"],
    ["the nearest place above for what is far from there", ["d", 0, "x", 1, "y"], "x"],
  ])("points at %s", (_, path, place) => {
    expect(slice(text, at(text, ...path).range())).toBe(place);
  });

  test("points at the start of a text without content", () => {
    expect(at("", "a").range()).toEqual({ start: 0, end: 0 });
  });
});
