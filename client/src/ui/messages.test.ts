import { describe, expect, test } from "vitest";
import { COMMANDS } from "../contributions.ts";
import * as catalog from "./messages.ts";

const examples = [
  catalog.serverDidNotStart("spawn ENOENT"),
  catalog.serverKeepsEnding(5, 3),
  catalog.commandFailed("Show Log", "it broke.\n    at somewhere"),
  catalog.noManifestInEditor(),
  catalog.serverIsNotRunning(),
  catalog.nothingToFix(),
  catalog.documentChangedWhileFixing(),
  catalog.fixesWereRefused(),
];

describe("every message", () => {
  test.each(examples)("says what happened and what to do in full sentences: $text", ({ text, actions }) => {
    expect(text).toMatch(/^["A-Z].*\.$/);
    expect(text).not.toMatch(/\.\.|\n|undefined/);
    expect(text.split(/\.\s/).length).toBeGreaterThan(1);
    for (const { command } of actions) expect(Object.keys(COMMANDS)).toContain(command);
  });
});

test("takes the first line of a reason and lets the sentence end once", () => {
  expect(catalog.commandFailed("Show Log", "it broke.\n    at somewhere").text).toContain(
    "finished: it broke. Nothing",
  );
});

test("says so when there is no reason", () => {
  expect(catalog.serverDidNotStart("  ").text).toContain("no reason was given");
});
