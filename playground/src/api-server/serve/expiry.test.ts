// Events go after an hour, and sooner where there are too many.
import { expect, test } from "vitest";
import { createStorage } from "../storage.ts";
import { expireEvents } from "./expiry.ts";

const event = (name: string): { apiVersion: string; kind: string; metadata: { name: string; namespace: string } } => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: { name, namespace: "ns" },
});

test("of more events than are kept the oldest go, and one that was counted up again is not old", () => {
  const storage = createStorage(100);
  const events = storage.collection("events.");
  const stop = expireEvents(storage, () => 0, 3);
  for (const name of ["a", "b", "c", "a", "d", "e", "f"]) events.put(event(name));
  const names = events.list("ns").map(({ object }) => object.metadata.name);
  expect(names).toEqual(["d", "e", "f"]);
  stop();
});

test("an hour after it was written last an event is gone, and watches hear of it", async () => {
  const storage = createStorage(100);
  const events = storage.collection("events.");
  let now = 0;
  const stop = expireEvents(storage, () => now, 1);
  const gone: string[] = [];
  events.onChange(({ type, current }) => type === "DELETED" && gone.push(current.object.metadata.name));
  events.put(event("a"));
  now = 61 * 60 * 1000;
  events.put(event("b"));
  events.put(event("c"));
  expect(gone).toEqual(["a", "b"]);
  stop();
  await Promise.resolve();
});
