import { expect, test } from "vitest";
import { helpText } from "./help.ts";
import { COMMAND_NAMES, OPTIONS } from "./options.ts";

test("names every command and every option, in lines that fit", () => {
  const help = helpText();
  for (const name of COMMAND_NAMES) expect(help).toContain(`seldon-lint ${name === "lint" ? "[lint]" : name}`);
  for (const { name } of OPTIONS) expect(help).toMatch(new RegExp(`^ .*--${name}\\b`, "m"));
  expect(help.split("\n").filter(line => line.length > 100)).toEqual([]);
});
