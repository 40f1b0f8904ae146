// A collection's part in the conversation with the thread.
import { expect, test } from "vitest";
import type { ResourceType } from "../objects.ts";
import type { FromThread } from "./messages.ts";
import { watchRemotely } from "./remote-collection.ts";
import type { Thread } from "./thread.ts";

const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };

test("changes come on, though the caller has failed on some", () => {
  const said: string[] = [];
  let tell: (message: FromThread) => void = () => {};
  const thread: Thread = {
    call: () => {
      throw new Error("Nothing is called.");
    },
    converse(_, take) {
      tell = take;
      return { say: kind => void said.push(kind), tell: () => {}, end: () => {} };
    },
    isOver: false,
    close: () => Promise.resolve(),
  };
  const fails = (): never => {
    throw new Error("A fault.");
  };
  watchRemotely(thread, 1, POD, { onChange: fails });
  const put = JSON.stringify([{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "n" } }]);
  expect(() => tell({ kind: "changes", id: 1, put, deleted: "[]" })).toThrow("A fault.");
  expect(said).toEqual(["taken"]);
});
