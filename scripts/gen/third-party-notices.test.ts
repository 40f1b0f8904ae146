import { expect, test } from "vitest";
import { thirdPartyNotices } from "./third-party-notices.ts";

test("names every bundled package, those of the client and of the engine, and what they depend on", () => {
  const { text } = thirdPartyNotices();
  for (const name of ["yaml", "vscode-languageclient", "vscode-jsonrpc"]) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\w`, "m"));
  }
});

test("leaves out what is used to build and test only", () => {
  expect(thirdPartyNotices().text).not.toMatch(/^(typescript|vitest|esbuild|eslint|vscode) \d/m);
});
