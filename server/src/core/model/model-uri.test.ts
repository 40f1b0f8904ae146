// Expectations are seldon-facts §4 ("URI meaning is rclone's") and S03.
import { describe, expect, test } from "vitest";
import { parseModelUri, remoteVariable } from "./model-uri.ts";

describe("parseModelUri", () => {
  test.each([
    ["s3://models/fraud/v3", { kind: "remote", remote: "s3", path: "models/fraud/v3" }],
    ["gs:seldon-models/sklearn", { kind: "remote", remote: "gs", path: "seldon-models/sklearn" }],
    ["my-minio://bucket", { kind: "remote", remote: "my-minio", path: "bucket" }],
    ["models:/churn/3", { kind: "remote", remote: "models", path: "churn/3" }],
    ["PVC://claim/x", { kind: "remote", remote: "PVC", path: "claim/x" }],
    ["pvc:claim/x", { kind: "remote", remote: "pvc", path: "claim/x" }],
    ["pvc://claim/some/path", { kind: "claim", claim: "claim", path: "some/path" }],
    ["pvc://claim", { kind: "claim", claim: "claim", path: "" }],
    [":s3,provider=Minio:bucket/x", { kind: "inline" }],
    ["s3,env_auth=true:bucket/x", { kind: "inline" }],
    ["/mnt/models", { kind: "path", path: "/mnt/models" }],
    ["models/a:b", { kind: "path", path: "models/a:b" }],
    ["", { kind: "path", path: "" }],
  ] as const)("%s", (text, expected) => {
    expect(parseModelUri(text)).toEqual(expected);
  });
});

test("remoteVariable keeps a hyphen and raises the case of the remote", () => {
  expect(remoteVariable("my-minio", "TYPE")).toBe("RCLONE_CONFIG_MY-MINIO_TYPE");
});
