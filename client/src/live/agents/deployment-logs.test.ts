// Lines of a log are masked before they are cut.
import { expect, test } from "vitest";
import { shownLine } from "./deployment-logs.ts";

test("no part of a secret is left where a line is cut", () => {
  const secret = "planted-secret-value-2345";
  expect(shownLine(`${"x".repeat(990)}${secret} and more`, [secret])).not.toContain("plan");
  // What has come was cut before already: its end is the beginning of a secret, and masks before it are short.
  const long = `planted-${"y".repeat(3000)}`;
  expect(shownLine(`${long} ${long.slice(0, 1000)}`, [long])).not.toContain("plan");
  expect(shownLine("a".repeat(2000), [])).toHaveLength(1000);
});
