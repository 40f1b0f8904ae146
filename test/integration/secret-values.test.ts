// What rules say of Secrets, and the edits they offer, hold no value that somebody wants to keep: of credentials nothing at all, of
// addresses only what is written anew.
import { describe, expect, test } from "vitest";
import {
  allRules,
  encodeBase64,
  lintText,
  parseStream,
  resourcesOf,
  secretEntries,
  type Resource,
} from "../../server/src/core/index.ts";
import { manifestCases } from "../support/rule-cases.ts";

const ID = "PLANTEDKEYID2345";
const KEY = "planted/secret+key=67890";
const HOST = "planted-host-of-a-store";

/** Secrets with something wrong in each place where a rule looks. */
const SECRETS: readonly (readonly [
  what: string,
  field: "data" | "stringData",
  values: Readonly<Record<string, string>>,
])[] = [
  ["half a pair", "stringData", { S3_TYPE: "s3", S3_SECRET_ACCESS_KEY: KEY }],
  ["no type", "stringData", { S3_ACCESS_KEY_ID: ID, S3_SECRET_ACCESS_KEY: KEY }],
  ["a key for a type", "stringData", { S3_TYPE: ID, S3_SECRET_ACCESS_KEY: KEY, S3_ENDPOINT: `http://${HOST}:9000` }],
  ["a key for a provider", "stringData", { S3_TYPE: "s3", S3_PROVIDER: KEY, S3_ENDPOINT: `http://${HOST}:9000` }],
  ["slips", "stringData", { S3_TYPE: "s3", S3_ACCESS_KEY: ID, S3_SECRET_KEY: KEY, S3_ENV_AUTH: KEY }],
  ["lower case", "stringData", { s3_TYPE: "s3", s3_ACCESS_KEY_ID: ID, s3_SECRET_ACCESS_KEY: KEY }],
  ["line breaks", "data", { S3_TYPE: "s3\n", S3_ACCESS_KEY_ID: `${ID}\n`, S3_SECRET_ACCESS_KEY: `${KEY}\n` }],
  ["twice", "data", { S3_TYPE: "s3", S3_ACCESS_KEY_ID: ID, S3_SECRET_ACCESS_KEY: encodeBase64(KEY) }],
  ["a short host", "stringData", { S3_TYPE: "s3", S3_ENDPOINT: `http://${HOST}:9000` }],
  ["no scheme", "stringData", { S3_TYPE: "s3", S3_ENDPOINT: `${HOST}.storage:9000` }],
  ["a path", "stringData", { S3_TYPE: "s3", S3_ENDPOINT: `http://${HOST}.storage:9000/${KEY}` }],
  ["a console", "stringData", { S3_TYPE: "s3", S3_ENDPOINT: `http://${KEY}@minio.${HOST}:9001` }],
  ["encoded", "data", { S3_TYPE: "s3", S3_PROVIDER: "AWS", S3_ENDPOINT: `http://${HOST}.storage:9000/` }],
  ["not encoded", "stringData", { S3_TYPE: "S3", S3_PROVIDER: "aws", S3_ACCESS_KEY_ID: ID, S3_SECRET_ACCESS_KEY: KEY }],
];

describe("no value of a Secret leaves the file", () => {
  test.each(SECRETS)("with %s", (_, field, values) => {
    const lines = Object.entries(values).map(
      ([key, value]) => `  RCLONE_CONFIG_${key}: ${JSON.stringify(field === "data" ? encodeBase64(value) : value)}`,
    );
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: store\n${field}:\n${lines.join("\n")}\n`;
    const { findings } = lintText(text, { rules: allRules, onCrash: "throw" });
    expect(findings).not.toEqual([]);
    const said = JSON.stringify(findings);
    for (const value of [ID, KEY, HOST]) {
      expect(said).not.toContain(value);
      expect(said).not.toContain(encodeBase64(value).slice(0, 12));
    }
  });
});

/** Names of keys whose values are credentials. */
const CREDENTIAL = /(ACCESS_KEY|ACCESS_KEY_ID|SECRET_KEY|PASS|PASSWORD|TOKEN|ACCOUNT_KEY)$/i;
/** Shorter ones stand in other words by chance, and these are written to be replaced. */
const PLACEHOLDER = /^(.{0,7}|<.*>|\$\{.*\}|changeme|minioadmin)$/i;

// What CLI and language server say is the same (parity.test.ts), so that what holds here holds for both.
test("of all cases of all rules, no credential of a Secret is in a finding, a fix or a related place", () => {
  const cases = manifestCases().filter(({ text }) => text.includes("Secret"));
  let count = 0;
  const told = cases.flatMap(({ file, text }) => {
    const values = parseStream(text).documents.flatMap(({ document }) =>
      document.problems.length > 0 ? [] : resourcesOf(document).filter(isSecret).flatMap(credentials),
    );
    const said = JSON.stringify(lintText(text, { rules: allRules, fileName: file, onCrash: "throw" }).findings);
    count += values.length;
    return values.filter(value => said.includes(value)).map(value => `${file}: ${value}`);
  });
  expect(count).toBeGreaterThan(100);
  expect(told).toEqual([]);
});

function isSecret({ kind }: Resource): boolean {
  return kind === "Secret";
}

/** As written, and decoded. */
function credentials(secret: Resource): string[] {
  return secretEntries(secret)
    .filter(({ key, value }) => CREDENTIAL.test(key) && value !== undefined && !PLACEHOLDER.test(value.trim()))
    .flatMap(({ at, value }) => [at.scalar?.text ?? "", value ?? ""])
    .filter(text => text.length > 7);
}
