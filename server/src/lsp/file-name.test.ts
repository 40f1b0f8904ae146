// File names as rules see them: relative to the workspace, as on the command line.
import { expect, test } from "vitest";
import { fileName } from "./file-name.ts";

test.each([
  ["file:///home/u/project/charts/templates/a.yaml", "charts/templates/a.yaml"],
  ["file:///home/u/project/inner/a.yaml", "a.yaml"],
  ["file:///home/u/project-two/templates/a.yaml", "a.yaml"],
  ["file:///home/u/project/with%20space/%C3%BC.yaml", "with space/ü.yaml"],
  ["untitled:Untitled-1", "Untitled-1"],
  ["vscode-vfs://github/owner/repo/a.j2", "a.j2"],
  ["file:///home/u/project/100%.yaml", undefined],
  [":::", undefined],
])("%s is %s", (uri, expected) => {
  expect(fileName(uri, ["file:///home/u/project/inner", "file:///home/u/project"])).toBe(expected);
});
