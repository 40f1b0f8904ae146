import { expect, test } from "vitest";
import { changedSecret, entriesOf, meetingOf, newSecret } from "./secret-object.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const LIVE = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "store", namespace: "scoring", resourceVersion: "7", managedFields: [] },
  type: "example.com/rclone",
  data: {
    RCLONE_CONFIG_GS_TYPE: base64("google cloud storage"),
    RCLONE_CONFIG_S3_TYPE: base64("s3"),
    RCLONE_CONFIG_S3_ENDPOINT: base64("http://minio.old:9000"),
    CERTIFICATE: "/w==",
  },
};

const ENTRIES = [
  ["RCLONE_CONFIG_S3_TYPE", "s3"],
  ["RCLONE_CONFIG_S3_ENDPOINT", "http://minio.new:9000"],
  ["RCLONE_CONFIG_S3_PROVIDER", "Minio"],
] as const;

test("a name that is taken keeps the remotes of other models", () => {
  expect(changedSecret(LIVE, ENTRIES)).toEqual({
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace: "scoring" } },
    type: "example.com/rclone",
    data: {
      RCLONE_CONFIG_GS_TYPE: base64("google cloud storage"),
      RCLONE_CONFIG_S3_TYPE: base64("s3"),
      RCLONE_CONFIG_S3_ENDPOINT: base64("http://minio.new:9000"),
      RCLONE_CONFIG_S3_PROVIDER: base64("Minio"),
      CERTIFICATE: "/w==",
    },
  });
  expect(meetingOf(LIVE, ENTRIES)).toEqual({ replaced: ["RCLONE_CONFIG_S3_ENDPOINT"], kept: 3 });
});

test("a name that is free gives a Secret with these entries only", () => {
  expect(newSecret("store", "scoring", [["RCLONE_CONFIG_S3_TYPE", "s3"]])).toEqual({
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace: "scoring" } },
    ...{ type: "Opaque", data: { RCLONE_CONFIG_S3_TYPE: base64("s3") } },
  });
});

test("what is no text is no variable of which anything could be said", () => {
  expect(entriesOf(LIVE).map(([key]) => key)).not.toContain("CERTIFICATE");
  expect(entriesOf({ apiVersion: "v1", kind: "Secret", metadata: { name: "store" } })).toEqual([]);
});
