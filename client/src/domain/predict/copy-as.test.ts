// Requests as lines and scripts: what a shell reads of them is what was sent, and no secret is in them.
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { copyAs, copyForms } from "./copy-as.ts";
import type { PreparedRequest } from "./exchange.ts";
import { pythonLiteral } from "./python-literal.ts";
import { filesHolding, prepared, wine } from "./testing/samples.ts";

const HEADERS = { Authorization: { secret: "TOKEN", prefix: "Bearer it's " }, "X-A": "$HOME `id`" };
const NASTY = prepared({ request: { strData: 'it\'s $(id) "x"\n\\ é' }, headers: HEADERS });
const IRIS = prepared({ request: { ndarray: [[5.1, null, true]], names: ["a", "b", "c"] } });

/** The words that a shell hands to a program in the place of curl. */
function shellWords(line: string, program: string): string[] {
  const script = `${program}() { printf '%s\\0' "$@"; }\n${line}`;
  const printed = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { TOKEN: "s3cr3t value" } });
  return printed.split("\0").slice(0, -1);
}

describe("curl", () => {
  test("reads back as it was sent, with the secret from the environment", () => {
    const { call } = NASTY;
    expect(shellWords(copyAs(NASTY, "curl") ?? "", "curl")).toEqual([
      "-sS",
      "-X",
      "POST",
      "http://localhost:8003/api/v1.0/predictions",
      "-H",
      "Content-Type: application/json",
      "-H",
      "Authorization: Bearer it's s3cr3t value",
      "-H",
      "X-A: $HOME `id`",
      "--data-binary",
      call.transport === "rest" ? call.body : "",
    ]);
  });

  test("opens the way first, where there is a Service", () => {
    expect(copyAs(IRIS, "curl")).toMatch(
      /^# In another terminal: kubectl -n models port-forward svc\/wine-default 8003:8000\n/,
    );
    const request: PreparedRequest = { ...IRIS, route: { kind: "url", url: "https://x.example/seldon/models/wine" } };
    expect(copyAs(request, "curl")).toMatch(
      /^curl -sS -X POST https:\/\/x\.example\/seldon\/models\/wine\/api\/v1\.0\/predictions/,
    );
  });

  test("whatever is sent, a shell reads the same", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter(text => !text.includes("\0")),
        text => {
          const request = prepared({ request: { strData: text } });
          const body = request.call.transport === "rest" ? request.call.body : "";
          expect(shellWords(copyAs(request, "curl") ?? "", "curl").at(-1)).toBe(body);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test("grpcurl: plain text, JSON of the message, authority and method; v2 needs its definition", () => {
  const seldon = prepared({ transport: "grpc", request: { strData: "it's" } });
  expect(shellWords(copyAs(seldon, "grpcurl") ?? "", "grpcurl")).toEqual([
    "-plaintext",
    "-d",
    '{"strData":"it\'s"}',
    "localhost:8003",
    "seldon.protos.Seldon/Predict",
  ]);
  const v2 = prepared({ transport: "grpc", request: { ndarray: [[1]] } }, wine({ protocol: "v2" }));
  expect(copyAs(v2, "grpcurl")).toContain("-proto open_inference_grpc.proto");
});

describe("Python", () => {
  test("literals are Python's", () => {
    expect(pythonLiteral({ a: [null, true, 1.5], b: {}, c: 'x"\n' })).toBe(
      '{\n    "a": [None, True, 1.5],\n    "b": {},\n    "c": "x\\"\\n",\n}',
    );
  });

  test("requests", () => {
    const script = copyAs(NASTY, "python-requests") ?? "";
    expect(script).toContain("import os\n\nimport requests\n");
    expect(script).toContain('"Authorization": "Bearer it\'s " + os.environ["TOKEN"]');
    expect(script).toContain('"strData": "it\'s $(id) \\"x\\"\\n\\\\ é",');
    expect(script).toContain("timeout=30,");
  });

  test("SeldonClient calls the Service itself, or past a gateway with its prefix", () => {
    const script = copyAs(IRIS, "python-seldon-client") ?? "";
    expect(script).toContain('gateway_endpoint="localhost:8003"');
    expect(script).toContain("data=np.array([[5.1, None, True]], dtype=object)");
    expect(script).toContain('names=["a", "b", "c"]');
    expect(script).toContain('gateway_prefix=""');
    const request: PreparedRequest = { ...IRIS, route: { kind: "url", url: "http://x.example:80/seldon/models/wine" } };
    expect(copyAs(request, "python-seldon-client")).toContain('gateway_prefix="/seldon/models/wine"');
  });
});

test("each request has the forms that can say it", () => {
  expect(copyForms(IRIS)).toEqual(["curl", "python-requests", "python-seldon-client"]);
  expect(copyForms(prepared({ transport: "grpc", request: { strData: "" } }))).toEqual([
    "grpcurl",
    "python-seldon-client",
  ]);
  expect(copyForms(prepared({ request: { ndarray: [[1]] } }, wine({ protocol: "v2" })))).toEqual([
    "curl",
    "python-requests",
  ]);
  expect(copyAs(IRIS, "grpcurl")).toBeUndefined();
  const large = prepared({ request: { binData: { file: "a" } } }, wine(), filesHolding({ a: "A".repeat(2_000_000) }));
  expect(copyForms(large)).toEqual([]);
});
