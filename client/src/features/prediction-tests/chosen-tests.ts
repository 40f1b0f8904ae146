// From what the Test Explorer asks for to the tests that are run, with the cases of each.
import type * as vscode from "vscode";
import type { ChosenTest } from "./test-execution.ts";
import type { TestTree } from "./test-tree.ts";

/** Files are read anew, so that what runs is what stands in them now. */
export async function chosenTests(tree: TestTree, request: vscode.TestRunRequest): Promise<readonly ChosenTest[]> {
  if (!request.include) await tree.findAll();
  const included = request.include ?? tree.files;
  const excluded = new Set(request.exclude);
  await Promise.all([...new Set(included.map(fileOf))].map(file => tree.read(file)));
  const leaves = included.flatMap(item => leavesOf(tree, item)).filter(leaf => !isExcluded(leaf, excluded));
  const byTest = new Map<vscode.TestItem, vscode.TestItem[]>();
  for (const leaf of new Set(leaves)) {
    const test = tree.rowOf(leaf) ? leaf : (leaf.parent ?? leaf);
    byTest.set(test, [...(byTest.get(test) ?? []), leaf]);
  }
  return [...byTest].map(([item, chosen]) => {
    return { item, leaves: chosen, isWhole: chosen.length === leavesOf(tree, item).length };
  });
}

function fileOf(item: vscode.TestItem): vscode.TestItem {
  return item.parent ? fileOf(item.parent) : item;
}

/** Cases, and tests without any. What is gone from its file has none; a row of a table stands for its test. */
function leavesOf(tree: TestTree, item: vscode.TestItem): readonly vscode.TestItem[] {
  if (!item.parent) return [...item.children].flatMap(([, test]) => leavesOf(tree, test));
  if (tree.rowOf(item)) {
    const cases = tree.casesOf(item);
    return cases.length > 0 ? cases : [item];
  }
  const { parent } = item;
  if (!tree.rowOf(parent)) return [];
  return tree.casesOf(parent).includes(item) ? [item] : leavesOf(tree, parent);
}

function isExcluded(item: vscode.TestItem, excluded: ReadonlySet<vscode.TestItem>): boolean {
  return excluded.has(item) || (item.parent !== undefined && isExcluded(item.parent, excluded));
}
