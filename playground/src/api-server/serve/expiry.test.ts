// Events go after an hour, and sooner where there are too many.
import { expect, test } from "vitest";
import { createStorage, type Collection } from "../storage.ts";
import { expireEvents } from "./expiry.ts";

const event = (name: string): { apiVersion: string; kind: string; metadata: { name: string; namespace: string } } => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: { name, namespace: "ns" },
});

function namesOf(events: Collection): string[] {
  return events.list("ns").map(({ object }) => object.metadata.name);
}

test("of more events than are kept the oldest go, and one that was counted up again is not old", async () => {
  const storage = createStorage(100);
  const events = storage.collection("events.");
  const stop = expireEvents(storage, () => 0, 3);
  for (const name of ["a", "b", "c", "d", "a", "e", "f", "g"]) events.put(event(name));
  await Promise.resolve();
  expect(namesOf(events)).toEqual(["e", "f", "g"]);
  stop();
});

test("events that are counted up many times are few", async () => {
  const storage = createStorage(100);
  const events = storage.collection("events.");
  const stop = expireEvents(storage, () => 0, 3);
  for (const name of ["a", "b", ...Array<string>(20).fill("c")]) events.put(event(name));
  await Promise.resolve();
  expect(namesOf(events)).toEqual(["a", "b", "c"]);
  stop();
});

test("watches hear of the event that was too many before they hear of those that go for it", async () => {
  const storage = createStorage(100);
  const events = storage.collection("events.");
  const stop = expireEvents(storage, () => 0, 1);
  const heard: string[] = [];
  events.onChange(({ type, current }) => heard.push(`${type} ${current.object.metadata.name}`));
  for (const name of ["a", "b", "c"]) events.put(event(name));
  await Promise.resolve();
  expect(heard).toEqual(["ADDED a", "ADDED b", "ADDED c", "DELETED a", "DELETED b"]);
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
  await Promise.resolve();
  expect(gone).toEqual(["a", "b"]);
  stop();
});
