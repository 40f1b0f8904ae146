import fc from "fast-check";
import { expect, test } from "vitest";
import type { KubeObject } from "../objects.ts";
import { createObjectStore } from "./object-store.ts";

let version = 0;
const object = (name: string, uid = name): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "n", uid, resourceVersion: String((version += 1)), managedFields: [] },
});

test("what has come and gone between two calls is not told", () => {
  const store = createObjectStore<KubeObject>();
  const pod = object("a");
  store.put(pod);
  store.delete(pod);
  expect(store.takeChanges()).toBeUndefined();
});

test("what was deleted and made again is modified, and told in its newest form", () => {
  const store = createObjectStore<KubeObject>();
  store.put(object("a"));
  store.takeChanges();
  store.put(object("a"));
  store.delete(object("a"));
  const newest = object("a", "another");
  store.put(newest);
  expect(store.takeChanges()).toEqual({ added: [], modified: [newest], deleted: [] });
});

test("a list of the same objects tells nothing", () => {
  const store = createObjectStore<KubeObject>();
  const pods = [object("a"), object("b")];
  store.replaceAll(pods);
  store.takeChanges();
  store.replaceAll(pods.map(pod => structuredClone(pod)));
  expect(store.takeChanges()).toBeUndefined();
});

test("whoever applies the changes has the same objects", () => {
  const step = fc.tuple(
    fc.constantFrom("put", "delete", "list", "tell"),
    fc.uniqueArray(fc.constantFrom("a", "b", "c", "d")),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const store = createObjectStore<KubeObject>();
      const mirror = new Map<string, KubeObject>();
      const tell = (): void => {
        const { added, modified, deleted } = store.takeChanges() ?? { added: [], modified: [], deleted: [] };
        for (const one of added) expect(mirror.has(one.metadata.name)).toBe(false);
        for (const one of [...modified, ...deleted]) expect(mirror.has(one.metadata.name)).toBe(true);
        for (const one of [...added, ...modified]) mirror.set(one.metadata.name, one);
        for (const one of deleted) mirror.delete(one.metadata.name);
      };
      for (const [kind, names] of steps) {
        if (kind === "put") for (const name of names) store.put(object(name));
        if (kind === "delete") for (const name of names) store.delete(object(name));
        if (kind === "list") store.replaceAll(names.map(name => object(name)));
        if (kind === "tell") tell();
      }
      tell();
      expect([...mirror.values()].sort(byName)).toEqual([...store.objects.values()].sort(byName));
    }),
  );
});

function byName(one: KubeObject, other: KubeObject): number {
  return one.metadata.name.localeCompare(other.metadata.name);
}
