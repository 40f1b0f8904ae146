// What agents never get, and what they need in order to understand a finding.
import { expect, test } from "vitest";
import { credentialsIn, secretsInLines, secretsInManifests } from "./known-secrets.ts";
import { isFreeOf, withoutSecrets } from "./mask-secrets.ts";

const SECRET = {
  kind: "Secret",
  value: {
    data: { "rclone.conf": Buffer.from("planted-file").toString("base64") },
    stringData: {
      RCLONE_CONFIG_S3_TYPE: "s3",
      RCLONE_CONFIG_S3_PROVIDER: "Minio",
      RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "planted-key ",
      anything: "planted-text",
    },
  },
};
const DEPLOYMENT = {
  kind: "SeldonDeployment",
  value: {
    spec: {
      env: [
        { name: "STORE_PASSWORD", value: "planted-password" },
        { name: "SECRET_NAME", value: "models-store" },
        { name: "RCLONE_CONFIG_S3_PROVIDER", value: "Minio" },
        { name: "API_TOKEN", valueFrom: { secretKeyRef: { name: "models-store", key: "token" } } },
      ],
    },
  },
};

test("all values of a Secret count, as they are written and as they are meant, and no open setting of a remote", () => {
  const secrets = secretsInManifests([SECRET]);
  const encoded = Buffer.from("planted-file").toString("base64");
  expect(secrets).toEqual(expect.arrayContaining(["planted-key ", "planted-text", "planted-file", encoded]));
  expect(secrets).not.toContain("Minio");
  expect(secrets).not.toContain("s3");
});

test("variables whose name speaks of a credential count, and not those that say where one is", () => {
  expect(secretsInManifests([DEPLOYMENT])).toEqual(["planted-password"]);
  expect(credentialsIn(undefined)).toEqual([]);
});

test.each([
  ...["RCLONE_CONFIG_AZUREBLOB_KEY", "RCLONE_CONFIG_SFTP_PASS", "RCLONE_CONFIG_B2_ACCOUNT", "DB_PWD", "DB_PASS"],
  ...["AZURE_STORAGE_KEY", "STORAGE_CONNECTION_STRING", "AWS_ACCESS_KEY_ID"],
])("%s is a credential", name => {
  expect(credentialsIn({ env: [{ name, value: "planted-1" }] })).toContain("planted-1");
  expect(credentialsIn({ env: { [name]: "planted-1" } })).toContain("planted-1");
});

test.each(["RCLONE_CONFIG_S3_ENDPOINT", "SECRET_NAME", "HOSTNAME"])("%s is none", name => {
  expect(
    credentialsIn([
      { name, value: "open" },
      { [name]: "open", secretName: "open" },
    ]),
  ).toEqual([]);
});

test("a number counts as it is written, and as it is read", () => {
  const text = "{name: DB_PASSWORD, value: 0x499602D2}, {name: API_TOKEN, value: 12345678901234567890123}";
  const env = [
    { name: "DB_PASSWORD", value: 0x499602d2 },
    { name: "API_TOKEN", value: 12345678901234567890123 },
    { name: "USES_TOKEN", value: true },
    { name: "HAS_TOKEN", value: "false" },
  ];
  const secrets = secretsInManifests([{ kind: "SeldonDeployment", value: { env } }], text);
  expect(secrets).toEqual(expect.arrayContaining(["1234567890", "0x499602D2", "12345678901234567890123"]));
  expect(secrets).not.toContain("true");
  expect(secrets).not.toContain("false");
  expect(secretsInManifests([{ kind: "Secret", value: { stringData: { pin: 20261234 } } }])).toContain("20261234");
});

test("what a Secret holds under a misspelled field counts, and a password in an address", () => {
  const value = { stringdata: { a: "planted-a" }, RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "planted-b" };
  expect(secretsInManifests([{ kind: "Secret", value }])).toEqual(expect.arrayContaining(["planted-a", "planted-b"]));
  const env = [{ name: "DATABASE_URL", value: "postgres://me:planted-c@db/x" }];
  expect(secretsInManifests([{ kind: "Pod", value: { env } }])).toContain("planted-c");
});

const BROKEN = `kind: SeldonDeployment
metadata: {name: iris}
env:
  - {name: DB_PASSWORD, value: planted-a: b}
  - DB_PASSWORD: planted-d: b
---
kind: Secret
metadata:
  name: store
stringData:
  RCLONE_CONFIG_S3_TYPE: minio
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: *planted-b
  file: |
    planted-c
`;

test("of a text that is no YAML, lines that may hold a value count", () => {
  const expected = ["planted-a: b", "planted-d: b", "*planted-b", "planted-c", "planted-b"];
  expect(secretsInLines(BROKEN)).toEqual(expected);
  const inside = { kind: "ConfigMap", value: { data: { "store.yaml": BROKEN } } };
  expect(secretsInManifests([inside])).toEqual(expect.arrayContaining(expected));
});

test.each([
  ["a block scalar", "planted-one\nplanted-two\n", "  value: |\n    planted-one\n    planted-two\n"],
  ["one line of it", "planted-one\nplanted-two\n", "    planted-two\n"],
  ["a folded scalar", "planted one", "  value: >-\n    planted\n    one\n"],
  ["escapes", 'pre"planted', String.raw`value: "pre\"planted"`],
  ["escapes by number", "planted-é", String.raw`value: "\x70lanted-\u00e9"`],
  ["an escaped line break", "planted-one\nplanted-two", String.raw`value: "planted-one\nplanted-two"`],
  ["a doubled quote", "pre'planted", "value: 'pre''planted'"],
  ["a backslash", String.raw`C:\new\x70`, String.raw`value: C:\new\x70`],
])("a text is not free of a value that is written as %s", (_, secret, text) => {
  expect(isFreeOf(text, [secret])).toBe(false);
  expect(isFreeOf("value: another\n", [secret])).toBe(true);
});

test("lines of a value are masked, and what is left of one where a text was cut", () => {
  const secrets = ["planted-one\nplanted-two\n"];
  const long = "x".repeat(300);
  expect(withoutSecrets("a planted-two b", secrets)).toBe("a •••••• b");
  expect(withoutSecrets(`${long} plante`, secrets)).toBe(`${long} ••••••`);
  expect(withoutSecrets(`It says “${long} plante”.`, secrets)).toBe(`It says “${long} ••••••”.`);
  expect(withoutSecrets("a plante…", secrets)).toBe("a ••••••…");
  expect(withoutSecrets("…ed-two b", secrets)).toBe("…•••••• b");
});

test("a name that begins as a value does is no rest of it", () => {
  expect(withoutSecrets({ namespace: "planted" }, ["planted-one"])).toEqual({ namespace: "planted" });
});

test("texts are masked wherever they stand; keys, numbers and names stay", () => {
  const masked = withoutSecrets(
    { lines: ["key planted-key, store Minio", 3], RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: { at: "password=planted" } },
    secretsInManifests([SECRET]),
  );
  expect(masked).toEqual({
    lines: ["key ••••••, store Minio", 3],
    RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: { at: "password=••••••" },
  });
});

test("a text that holds a value is not free of it, with or without the blank at its end", () => {
  expect(isFreeOf("a: planted-key\n", ["planted-key "])).toBe(false);
  expect(isFreeOf("a: b\n", ["planted-key ", " "])).toBe(true);
});
