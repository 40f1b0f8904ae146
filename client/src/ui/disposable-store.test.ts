import { expect, test } from "vitest";
import { DisposableStore } from "./disposable-store.ts";

function recorder(): { disposed: string[]; item: (name: string) => { dispose(): void } } {
  const disposed: string[] = [];
  return { disposed, item: name => ({ dispose: () => disposed.push(name) }) };
}

test("disposes everything, the last added first", () => {
  const { disposed, item } = recorder();
  const store = new DisposableStore();
  store.add(item("first"));
  store.add(item("second"));
  store.dispose();
  expect(disposed).toEqual(["second", "first"]);
});

test("disposes what is added too late at once", () => {
  const { disposed, item } = recorder();
  const store = new DisposableStore();
  store.dispose();
  store.add(item("late"));
  expect(disposed).toEqual(["late"]);
});

test("disposes nothing twice", () => {
  const { disposed, item } = recorder();
  const store = new DisposableStore();
  store.add(item("only"));
  store.dispose();
  store.dispose();
  expect(disposed).toEqual(["only"]);
});

test("gives back what is added", () => {
  const { item } = recorder();
  const disposable = item("same");
  expect(new DisposableStore().add(disposable)).toBe(disposable);
});
