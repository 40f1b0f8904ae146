// Secret values never reach a reader.
import { expect, test } from "vitest";
import { maskCredentials, redact } from "./mask.ts";

test.each([
  ["https://ann:s3cret@store.acme:9000/models", "https://ann:••••••@store.acme:9000/models"],
  ["RCLONE_CONFIG_S3_SECRET_ACCESS_KEY=abc/d+e", "RCLONE_CONFIG_S3_SECRET_ACCESS_KEY=••••••"],
  ["GET /wine?X-Amz-Signature=0a1b&X-Amz-Expires=60", "GET /wine?X-Amz-Signature=••••••&X-Amz-Expires=60"],
  ['{"secret_key": "minio123", "region": "eu"}', '{"secret_key": "••••••", "region": "eu"}'],
  ["Authorization: Bearer abcdef0123456789", "Authorization: Bearer ••••••"],
  ["token eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2ln is old", "token •••••• is old"],
])("%s has the form of a credential", (line, masked) => {
  expect(maskCredentials(line)).toBe(masked);
});

test("names may be long, and lines of nothing but names end", () => {
  const name = `${"x".repeat(200)}.token-of-${"y".repeat(40)}`;
  expect(maskCredentials(`${name}=abc&z=1`)).toBe(`${name}=••••••&z=1`);
  const names = "token.".repeat(200_000);
  expect(maskCredentials(names)).toBe(names);
});

test.each([
  'Error: secret "seldon-rclone-secret" not found',
  "couldn't find key RCLONE_CONFIG_S3_SECRET_ACCESS_KEY in Secret models/store",
  "InvalidAccessKeyId: The Access Key Id you provided does not exist in our records.",
  'Failed to create file system for "s3://models/iris": didn\'t find section in config file',
])("%s has none", line => {
  expect(maskCredentials(line)).toBe(line);
});

test("values that are known go wherever they stand, in every spelling", () => {
  const secret = 'p"ä$&1 x';
  const text = `${secret} and ${JSON.stringify({ a: secret })} and ${encodeURIComponent(secret)}\nand again ${secret}`;
  const redacted = redact(text, [secret, "", "abc"]);
  expect(redacted).toBe('•••••• and {"a":"••••••"} and ••••••\nand again ••••••');
  expect(redact("abc", ["abc"])).toBe("abc");
});

test("a value within another goes with the longer one, and what looks like a credential goes as well", () => {
  expect(redact("tokentoken2 Bearer abcdef0123456789", ["token", "tokentoken2"])).toBe("•••••• Bearer ••••••");
});
