import { expect, test } from "vitest";
import type { EventObject } from "../../domain/index.ts";
import { eventsText, timeline } from "./events-text.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const POD = new Set(["Pod/iris-x"]);

test("puts equal events together and has the latest last", () => {
  const entries = timeline(
    [
      event("BackOff", "Back-off restarting", { lastTimestamp: "2026-11-21T09:58:00Z", count: 12 }),
      event("Scheduled", "On node a", { lastTimestamp: "2026-11-21T09:00:00Z" }),
      event("BackOff", "Back-off restarting", { lastTimestamp: "2026-11-21T09:59:00Z", count: 3 }),
      event("Pulled", "Image is there", { eventTime: "2026-11-21T09:58:30.123456Z" }),
    ],
    POD,
  );
  expect(entries.map(({ reason, count }) => [reason, count])).toEqual([
    ["Scheduled", 1],
    ["Pulled", 1],
    ["BackOff", 15],
  ]);
});

test("leaves out what is about something else", () => {
  expect(timeline([event("Killing", "Bye", undefined, { name: "other" })], POD)).toEqual([]);
});

test("for one container leaves out the events of the others, but not the pod's", () => {
  const entries = timeline(
    [
      event("Scheduled", "On node a"),
      event("Started", "Mine", undefined, { fieldPath: "spec.containers{classifier}" }),
      event("Started", "Not mine", undefined, { fieldPath: "spec.containers{seldon-container-engine}" }),
      event("Pulled", "Not mine", undefined, { fieldPath: "spec.initContainers{classifier-model-initializer}" }),
    ],
    POD,
    "classifier",
  );
  expect(entries.map(({ message }) => message)).toEqual(["On node a", "Mine"]);
});

test("writes a line for each, in columns, however many lines the message has", () => {
  const entries = timeline(
    [
      event("BackOff", "Back-off\n  restarting", {
        firstTimestamp: "2026-11-21T09:00:00Z",
        lastTimestamp: "2026-11-21T09:59:00Z",
        count: 12,
      }),
    ],
    POD,
  );
  expect(eventsText("Events", entries, NOW)).toBe(
    [
      "Events",
      "",
      "LAST SEEN             AGO  COUNT       TYPE     REASON   OBJECT      MESSAGE",
      "2026-11-21T09:59:00Z  60s  12× in 60m  Warning  BackOff  Pod/iris-x  Back-off ⏎ restarting",
      "",
    ].join("\n"),
  );
});

test("says why there may be none", () => {
  expect(eventsText("Events", [], NOW)).toContain("forgets");
});

function event(
  reason: string,
  message: string,
  times: Partial<EventObject> = { lastTimestamp: "2026-11-21T09:00:00Z" },
  about: Partial<EventObject["involvedObject"]> = {},
): EventObject {
  return {
    metadata: { name: `${reason}.1` },
    type: "Warning",
    reason,
    message,
    involvedObject: { kind: "Pod", name: "iris-x", ...about },
    ...times,
  };
}
