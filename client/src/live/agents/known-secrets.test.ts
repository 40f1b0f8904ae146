// What agents never get, and what they need in order to understand a finding.
import { expect, test } from "vitest";
import { credentialsIn, isFreeOf, secretsInManifests, withoutSecrets } from "./known-secrets.ts";

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
  expect(secretsInManifests([SECRET]).toSorted()).toEqual(
    ["planted-key ", "planted-text", "planted-file", Buffer.from("planted-file").toString("base64")].toSorted(),
  );
});

test("variables whose name speaks of a credential count, and not those that say where one is", () => {
  expect(secretsInManifests([DEPLOYMENT])).toEqual(["planted-password"]);
  expect(credentialsIn(undefined)).toEqual([]);
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
