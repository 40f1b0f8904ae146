import { expect, test } from "vitest";
import { COMMANDS } from "../../client/src/contributions.ts";
import { withContributions } from "./contributions.ts";

const MANIFEST =
  '{\n  "name": "seldon-deployments",\n  "scripts": {\n    "start": "x"\n  },\n  "last": [\n    1\n  ]\n}\n';

test("adds the generated keys before the scripts and leaves the other lines as they are", () => {
  const lines = withContributions(MANIFEST).split("\n");
  expect(lines.slice(0, 2)).toEqual(MANIFEST.split("\n").slice(0, 2));
  expect(lines.slice(-8)).toEqual(MANIFEST.split("\n").slice(-8));
  expect(lines.indexOf('  "contributes": {')).toBeLessThan(lines.indexOf('  "scripts": {'));
});

test("changes nothing when run again", () => {
  const once = withContributions(MANIFEST);
  expect(withContributions(once)).toBe(once);
});

test("replaces what is out of date", () => {
  const stale = MANIFEST.replace('"last"', '"contributes": { "commands": [{ "command": "seldon.gone" }] },\n  "last"');
  const text = withContributions(stale);
  expect(text).not.toContain("seldon.gone");
  for (const id of Object.keys(COMMANDS)) expect(text).toContain(`"command": "${id}"`);
});
