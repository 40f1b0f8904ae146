import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { defaultCredentials } from "./rule.ts";

checkRule(defaultCredentials, import.meta.url);

test("says which variable it is and not what is in it", () => {
  const text =
    "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: minio123}\n";
  const { findings } = lintText(text, { rules: [defaultCredentials], onCrash: "throw" });
  expect(findings).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain("minio123");
});
