// A plan as one JSON Patch: tests first that nothing has changed since it was read, then changes everything at once.
import { isList, valueAt, type ValuePath } from "../deploy/plain.ts";
import { applyEdits, firstMissing, inverseEdits, type PathEdit } from "./edits.ts";

/** As `jsonPatch` of the port to Kubernetes takes them. */
export type PatchOperation =
  | { readonly op: "add" | "replace" | "test"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

export interface Patch {
  readonly operations: readonly PatchOperation[];
  /**
   * Whether the object's version is tested, because something that the plan rests on is absent and absence cannot be tested.
   * Any change then gives a conflict, even the operator's own of the status: read again, plan again, and try once more.
   */
  readonly isTestingVersion: boolean;
}

/** What of a plan a patch is made of. */
export interface Patchable {
  readonly edits: readonly PathEdit[];
  readonly reads: readonly ValuePath[];
}

/** @param object as read from the API server, with its `metadata.resourceVersion` */
export function patchOf(object: unknown, { edits, reads }: Patchable): Patch {
  const isTestingVersion = reads.some(path => valueAt(object, ...path) === undefined);
  const tested: readonly ValuePath[] = isTestingVersion ? [["metadata", "resourceVersion"], ...reads] : reads;
  const tests = tested.flatMap((path): PatchOperation[] => {
    const value = valueAt(object, ...path);
    return value === undefined ? [] : [{ op: "test", path: pointer(path), value }];
  });
  return { operations: [...tests, ...changes(object, edits)], isTestingVersion };
}

/**
 * The patch that takes a plan back exactly: what was absent is absent again. It tests what the plan has set, so that it
 * does not undo what somebody else did since.
 * @param object as it was before the plan @param now as it is
 */
export function inversePatchOf(object: unknown, now: unknown, { edits, reads }: Patchable): Patch {
  return patchOf(now, { edits: inverseEdits(object, edits), reads });
}

/** An RFC 6901 pointer. */
export function pointer(path: ValuePath): string {
  return path.map(step => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function changes(object: unknown, edits: readonly PathEdit[]): PatchOperation[] {
  const operations: PatchOperation[] = [];
  let now = object;
  for (const edit of edits) {
    operations.push(...operationsOf(now, edit));
    now = applyEdits(now, [edit]);
  }
  return operations;
}

/** `replace` where there is something, `add` where not; a mapping on the way that is missing is added with the value in it (S33). */
function operationsOf(object: unknown, edit: PathEdit): PatchOperation[] {
  if (edit.op === "remove") return [{ op: "remove", path: pointer(edit.path) }];
  if (edit.op === "insert") return [{ op: "add", path: pointer(edit.path), value: edit.value }];
  if (valueAt(object, ...edit.path) !== undefined) {
    return [{ op: "replace", path: pointer(edit.path), value: edit.value }];
  }
  const missing = firstMissing(object, edit.path);
  if (isList(valueAt(object, ...missing.slice(0, -1)))) throw new Error(`No item at ${pointer(missing)}`);
  const value = edit.path
    .slice(missing.length)
    .reduceRight<unknown>((inner, step) => ({ [String(step)]: inner }), edit.value);
  return [{ op: "add", path: pointer(missing), value }];
}
