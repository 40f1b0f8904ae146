// Changes to an object by path, the one form from which both a patch for the cluster and edits of a file are made.
import { isList, isMap, valueAt, type ValuePath } from "../deploy/plain.ts";

/** Applied one after the other: indices are those after the edits before. */
export type PathEdit =
  | { readonly op: "set"; readonly path: ValuePath; readonly value: unknown }
  | { readonly op: "remove"; readonly path: ValuePath }
  /** Puts an item into a list, in front of the one that has the index now. */
  | { readonly op: "insert"; readonly path: ValuePath; readonly value: unknown };

/** The object with the edits made. Mappings on the way that are missing are made by `set`. */
export function applyEdits(object: unknown, edits: readonly PathEdit[]): unknown {
  return edits.reduce(applyEdit, object);
}

/** What takes the edits back exactly: what was absent is absent again. @param object before the edits */
export function inverseEdits(object: unknown, edits: readonly PathEdit[]): readonly PathEdit[] {
  const inverse: PathEdit[] = [];
  let now = object;
  for (const edit of edits) {
    inverse.unshift(inverseOf(now, edit));
    now = applyEdit(now, edit);
  }
  return inverse;
}

function inverseOf(object: unknown, edit: PathEdit): PathEdit {
  if (edit.op === "insert") return { op: "remove", path: edit.path };
  const value = valueAt(object, ...edit.path);
  if (edit.op === "remove") {
    const isItem = typeof edit.path.at(-1) === "number";
    return { op: isItem ? "insert" : "set", path: edit.path, value };
  }
  if (value !== undefined) return { op: "set", path: edit.path, value };
  return { op: "remove", path: firstMissing(object, edit.path) };
}

/** The topmost part of a path that is not there. */
export function firstMissing(object: unknown, path: ValuePath): ValuePath {
  const end = path.findIndex((_, index) => valueAt(object, ...path.slice(0, index + 1)) === undefined);
  return end < 0 ? path : path.slice(0, end + 1);
}

function applyEdit(object: unknown, edit: PathEdit): unknown {
  return changed(object, edit.path, edit);
}

function changed(value: unknown, [step, ...rest]: ValuePath, edit: PathEdit): unknown {
  if (step === undefined) return edit.op === "remove" ? undefined : edit.value;
  if (typeof step === "number") return changedList(isList(value) ? value : [], step, rest, edit);
  const map = isMap(value) ? value : {};
  if (rest.length === 0 && edit.op === "remove") {
    return Object.fromEntries(Object.entries(map).filter(([key]) => key !== step));
  }
  return { ...map, [step]: changed(map[step], rest, edit) };
}

function changedList(list: readonly unknown[], index: number, rest: ValuePath, edit: PathEdit): unknown {
  if (rest.length === 0 && edit.op === "remove") return list.toSpliced(index, 1);
  if (rest.length === 0 && edit.op === "insert") return list.toSpliced(index, 0, edit.value);
  return list.toSpliced(index, 1, changed(list[index], rest, edit));
}
