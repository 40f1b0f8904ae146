import { expect, test } from "vitest";
import { errorFromAnswer } from "./error-from-answer.ts";
import { errorFromNetwork } from "./error-from-network.ts";

const asked = { what: 'apply SeldonDeployment "a"', server: "https://k.example" };
const status = (code: number, rest: object = {}): string =>
  JSON.stringify({ kind: "Status", status: "Failure", code, ...rest });

test.each([
  [400, {}, "invalid"],
  [401, {}, "unauthorized"],
  [403, { reason: "Forbidden" }, "forbidden"],
  [404, {}, "not-found"],
  [408, {}, "timeout"],
  [409, {}, "conflict"],
  [410, { reason: "Expired" }, "gone"],
  [422, {}, "invalid"],
  [429, {}, "unreachable"],
  [500, { reason: "InternalError" }, "bad-response"],
  [503, {}, "unreachable"],
  [504, {}, "timeout"],
])("code %i %o is %s", (code, rest, reason) => {
  expect(errorFromAnswer(code, status(code, { message: "said so", ...rest }), asked)).toMatchObject({
    name: "KubeError",
    reason,
    status: { code, message: "said so" },
    isOutcomeUnknown: false,
  });
});

test("what an admission webhook refuses is invalid, not forbidden: no right would help", () => {
  const message = 'admission webhook "v1.mseldondeployment.kb.io" denied the request: spec: Invalid value';
  const error = errorFromAnswer(403, status(403, { reason: "Forbidden", message }), asked);
  expect(error.reason).toBe("invalid");
  expect(error.message).toBe(`Could not apply SeldonDeployment "a": ${message}.`);
});

test.each([
  // Kubernetes 1.20.2, measured: a server-side apply answers 500 for what the schema does not have.
  "failed to create typed patch object: .datax: field not declared in schema",
  "failed to convert new object to proper version: unable to convert unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte 1",
])("what a schema refuses in an apply is invalid, whatever the code: %s", message => {
  expect(errorFromAnswer(500, status(500, { message }), asked).reason).toBe("invalid");
});

test("an answer that is no Status is quoted shortly", () => {
  const error = errorFromAnswer(502, "Bad Gateway\n<html>…</html>", asked);
  expect(error).toMatchObject({ reason: "unreachable", status: { code: 502, message: "Bad Gateway" } });
  expect(errorFromAnswer(502, "", asked).message).toContain("HTTP status 502");
});

test.each([
  ["ECONNREFUSED", /nothing listens there/u],
  ["ENOTFOUND", /no such host/u],
  ["ECONNRESET", /was cut/u],
  ["SELF_SIGNED_CERT_IN_CHAIN", /not trusted/u],
  ["CERT_HAS_EXPIRED", /has expired/u],
  ["ESOMETHING", /cannot be reached/u],
])("the network's %s is unreachable, in words", (code, words) => {
  const error = errorFromNetwork(Object.assign(new Error("raw"), { code }), "https://k.example");
  expect(error.reason).toBe("unreachable");
  expect(error.message).toMatch(words);
  expect(error.message).toMatch(/^https:\/\/k\.example/u);
});

test("of several addresses tried, the first tells why", () => {
  const both = new AggregateError([Object.assign(new Error("raw"), { code: "ECONNREFUSED" })]);
  expect(errorFromNetwork(both, "https://k.example").message).toContain("nothing listens there");
});
