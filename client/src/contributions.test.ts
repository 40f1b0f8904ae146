import { expect, test } from "vitest";
import { SEVERITIES } from "../../schemas/src/index.ts";
import { COMMANDS, CONTEXT_KEYS, LANGUAGE_STATUS, RULE_SETTINGS, SETTINGS } from "./contributions.ts";

test("every id is ours", () => {
  const ids = [COMMANDS, SETTINGS].flatMap(table => Object.keys(table));
  for (const id of [...ids, ...Object.values(CONTEXT_KEYS), ...Object.values(LANGUAGE_STATUS)]) {
    expect(id).toMatch(/^seldon(\.[a-z][A-Za-z]*)+$/);
  }
});

test("descriptions of settings are sentences", () => {
  for (const { description } of Object.values(SETTINGS)) expect(description).toMatch(/^[A-Z].*\.$/);
});

test("rules can be set to every severity, and off", () => {
  expect([...RULE_SETTINGS].sort()).toEqual(["off", ...SEVERITIES].sort());
});
