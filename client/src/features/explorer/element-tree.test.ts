import { expect, test } from "vitest";
import { targetId } from "../../ui/target.ts";
import { ElementTree } from "./element-tree.ts";
import type { Row } from "./row.ts";

function row(namespace: string, description = ""): Row {
  return {
    ...{ target: { kind: "namespace", context: "kind", namespace }, label: namespace, description, tooltip: "" },
    ...{ icon: { id: "x" }, spoken: namespace, tokens: ["namespace"], expansion: "none" },
  };
}

const parent: Row = { ...row(""), target: { kind: "context", context: "kind" }, label: "kind", expansion: "expanded" };

function shownTree(): { tree: ElementTree; show: (...rows: readonly Row[]) => void } {
  let rows: readonly Row[] = [row("a"), row("b")];
  const tree = new ElementTree({
    roots: () => [parent],
    children: ({ kind }) => (kind === "context" ? rows : []),
    open: () => Promise.resolve(),
  });
  for (const root of tree.children(undefined)) tree.children(root);
  return { tree, show: (...next) => (rows = next) };
}

const labels = (tree: ElementTree): readonly string[] | undefined => tree.stale()?.map(({ row: { label } }) => label);

test("nothing is drawn again where nothing looks different", () => {
  expect(labels(shownTree().tree)).toEqual([]);
});

test("only the row that looks different is drawn again", () => {
  const { tree, show } = shownTree();
  show(row("a"), row("b", "failing"));
  expect(labels(tree)).toEqual(["b"]);
  expect(labels(tree)).toEqual([]);
});

test("a row whose children came or went is drawn again with them, and those that stay are the same elements", () => {
  const { tree, show } = shownTree();
  const [root] = tree.children(undefined);
  const [first] = root?.children ?? [];
  show(row("a"), row("c"));
  expect(labels(tree)).toEqual(["kind"]);
  expect(tree.children(root).map(({ row: { label } }) => label)).toEqual(["a", "c"]);
  expect(root?.children?.[0]).toBe(first);
});

test("rows that were never shown are not looked at", () => {
  const tree = new ElementTree({
    roots: () => [parent],
    children: () => expect.unreachable(),
    open: () => expect.unreachable(),
  });
  tree.children(undefined);
  expect(tree.stale()).toEqual([]);
});

test("rows are found by their ids, also where nobody has looked yet and they come later", async () => {
  let isOpen = false;
  const tree = new ElementTree({
    roots: () => [parent],
    children: () => (isOpen ? [row("a"), row("b")] : undefined),
    open: () => {
      isOpen = true;
      return Promise.resolve();
    },
  });
  expect((await tree.find(["context/kind", "namespace/kind/b"]))?.row.label).toBe("b");
  expect(await tree.find(["context/kind", "namespace/kind/c"])).toBeUndefined();
});

test("where it cannot be told what is below a row, that which was shown last stays", () => {
  let rows: readonly Row[] | undefined = [row("a")];
  const tree = new ElementTree({ roots: () => [parent], children: () => rows, open: () => Promise.resolve() });
  const [root] = tree.children(undefined);
  const shown = tree.children(root);
  rows = undefined;
  expect(labels(tree)).toEqual([]);
  expect(tree.children(root)).toEqual(shown);
  rows = [row("a", "failing")];
  expect(labels(tree)).toEqual(["a"]);
});

test("below a row that was collapsed, rows are found as they are now", async () => {
  let isOpen = true;
  let rows: readonly Row[] = [row("a")];
  const tree = new ElementTree({
    roots: () => [parent],
    children: ({ kind }) => (kind !== "context" ? [] : isOpen ? rows : undefined),
    open: () => Promise.resolve(void (isOpen = true)),
  });
  for (const root of tree.children(undefined)) tree.children(root);
  isOpen = false;
  rows = [row("b")];
  const path = [parent, row("b")].map(({ target }) => targetId(target));
  expect((await tree.find(path))?.row.label).toBe("b");
});
