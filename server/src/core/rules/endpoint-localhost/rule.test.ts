import { describe, expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText, toContract } from "../../lint/index.ts";
import { encodeBase64 } from "../../model/index.ts";
import { endpointLocalhost } from "./rule.ts";

checkRule(endpointLocalhost, import.meta.url);

const rules = [endpointLocalhost];

const SERVICE =
  "kind: Service\nmetadata: { name: minio, namespace: storage }\nspec: { ports: [{ port: 9000 }] }\n---\n";

function secret(field: string, key: string, value: string): string {
  return `${SERVICE}kind: Secret\nmetadata: { name: store }\n${field}: { RCLONE_CONFIG_S3_TYPE: x, ${key}: "${value}" }\n`;
}

describe("addresses", () => {
  test.each([
    ["http://localhost:9000", true],
    ["https://LOCALHOST/bucket", true],
    ["localhost", true],
    ["localhost:9000", true],
    ["http://127.0.0.1:9000", true],
    ["http://127.1.2.3:9000", true],
    ["http://[::1]:9000", true],
    ["http://0.0.0.0:9000", true],
    ["http://host.docker.internal:9000/", true],
    ["http://user@localhost:9000", true],
    ["http://minio:9000", false],
    ["http://localhost.storage:9000", false],
    ["http://my-localhost:9000", false],
    ["http://1127.0.0.1:9000", false],
    ["http://minio.storage:9000/localhost", false],
    ["file:///localhost", false],
    ["", false],
  ])("%s: %s", (value, isOwn) => {
    for (const [field, written] of [
      ["stringData", value],
      ["data", encodeBase64(value)],
    ] as const) {
      const { findings } = lintText(secret(field, "AWS_ENDPOINT_URL", written), { rules });
      expect(findings.length > 0, field).toBe(isOwn);
    }
  });
});

test("a value that is no base64 is left alone", () => {
  expect(lintText(secret("data", "AWS_ENDPOINT_URL", "http://localhost:9000"), { rules }).findings).toEqual([]);
});

test("no value of a Secret is in what is reported, and an edit never repeats credentials", () => {
  const plain = "http://reader:not-a-real-key@localhost:9000/some-path";
  for (const [field, written] of [
    ["stringData", plain],
    ["data", encodeBase64(plain)],
  ] as const) {
    const text = secret(field, "RCLONE_CONFIG_S3_ENDPOINT", written);
    const report = JSON.stringify(toContract(lintText(text, { rules }).findings, text));
    for (const part of ["localhost:", "not-a-real-key", "some-path", written]) expect(report).not.toContain(part);
  }
});

test.each(["?token=not-a-real-key", "/path?token=not-a-real-key", "#not-a-real-key", "/a=not-a-real-key;b"])(
  "a value in base64 is not written anew where more than a path follows the address: %s",
  rest => {
    const text = secret("data", "RCLONE_CONFIG_S3_ENDPOINT", encodeBase64(`http://localhost:9000${rest}`));
    expect(lintText(text, { rules }).findings.map(finding => finding.fixes)).toEqual([[]]);
  },
);

test("ConfigMaps and Secrets of files without Seldon are none of our business", () => {
  const text = "kind: ConfigMap\nmetadata: { name: app }\ndata: { MLFLOW_TRACKING_URI: http://localhost:5000 }\n";
  expect(lintText(text, { rules }).findings).toEqual([]);
});
