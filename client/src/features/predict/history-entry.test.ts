// Planted secrets never are in what is remembered.
import { expect, test } from "vitest";
import { readEntries, withoutCredentials } from "./history-entry.ts";

const PLANTED = ["s3cr3t-from-storage", "abcdef0123456789", "hunter2-hunter2"];

function requestWith(spec: object): object {
  return { apiVersion: "seldon-deployments/v1", kind: "PredictionTest", metadata: { name: "x" }, spec };
}

test("credentials in headers become secrets by name", () => {
  const value = requestWith({
    headers: { Authorization: "Bearer abcdef0123456789", "X-Api-Key": "hunter2-hunter2", Accept: "application/json" },
  });
  expect(withoutCredentials(value, [])).toEqual({
    value: requestWith({
      headers: {
        Authorization: { secret: "AUTHORIZATION", prefix: "Bearer " },
        "X-Api-Key": { secret: "X_API_KEY" },
        Accept: "application/json",
      },
    }),
    isMasked: false,
  });
});

test.each([
  "Cookie",
  "X-Auth",
  "Proxy-Authorization",
  "X-Credential",
  "X-Access-Key",
  "X-Amz-Signature",
  "X-Session-Id",
])("the header %s holds a credential", name => {
  const { value } = withoutCredentials(requestWith({ headers: { [name]: "abcdef0123456789" } }), []);
  expect(value).toEqual(requestWith({ headers: { [name]: { secret: name.toUpperCase().replaceAll("-", "_") } } }));
});

test("values that were sent as secrets are masked wherever they stand", () => {
  const kept = withoutCredentials(
    requestWith({
      request: {
        jsonData: { note: "s3cr3t-from-storage", login: "password=hunter2-hunter2", apiKey: "abcdef0123456789" },
      },
    }),
    ["s3cr3t-from-storage"],
  );
  expect(kept.isMasked).toBe(true);
  for (const planted of PLANTED) expect(JSON.stringify(kept)).not.toContain(planted);
});

test("what is too large is remembered without its values", () => {
  const value = requestWith({ request: { ndarray: [Array.from({ length: 60_000 }, () => 1)] } });
  expect(withoutCredentials(value, [])).toEqual({ value: undefined, isMasked: false });
});

test("what is stored is read again, and anything else is left out", () => {
  const entry = { at: 1, value: { spec: {} }, isMasked: false, file: "file:///x", context: "c", namespace: "n" };
  const whole = { ...entry, deployment: "d", predictor: "p", chosen: 0, result: "HTTP 200" };
  expect(readEntries([whole, entry, "x", null])).toEqual([whole]);
  expect(readEntries(undefined)).toEqual([]);
});
