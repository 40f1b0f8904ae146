// What is sent and where: bodies of seldon-facts §7.4, paths of §7.1 and §7.3, messages of grpc-fields.md.
import { describe, expect, test } from "vitest";
import type { PreparedRequest, Route } from "./exchange.ts";
import { prepareRequest } from "./prepare.ts";
import { filesHolding, onlyCase, prepared, wine } from "./testing/samples.ts";

const IRIS = { ndarray: [[5.1, 3.5, 1.4, 0.2]] };

function bodyOf({ call }: PreparedRequest): unknown {
  return call.transport === "rest" ? JSON.parse(call.body ?? "") : call.message;
}

function pathOf({ call }: PreparedRequest): string {
  return call.transport === "rest" ? call.path : `${call.service}/${call.method}`;
}

function refusal(rest: object, ask = wine()): { path: unknown; message: string } {
  const { request, problems } = prepareRequest(
    onlyCase({ target: { deployment: "wine" }, ...rest }),
    ask,
    filesHolding({}),
  );
  expect(request).toBeUndefined();
  const [problem] = problems.filter(({ severity }) => severity === "error");
  if (!problem) throw new Error("no problem");
  return problem;
}

describe("seldon", () => {
  test.each<[string, object, unknown]>([
    ["ndarray", { ndarray: [[1, 2]], names: ["a", "b"] }, { data: { names: ["a", "b"], ndarray: [[1, 2]] } }],
    ["tensor", { tensor: { shape: [1, 2], values: [1, 2] } }, { data: { tensor: { shape: [1, 2], values: [1, 2] } } }],
    ["dataframe", { dataframe: { columns: ["a"], data: [[1]] } }, { data: { names: ["a"], ndarray: [[1]] } }],
    ["strData", { strData: "hello", meta: { tags: { a: 1 } } }, { meta: { tags: { a: 1 } }, strData: "hello" }],
    ["jsonData", { jsonData: { a: [1] } }, { jsonData: { a: [1] } }],
    ["jsonData null", { jsonData: null }, { jsonData: null }],
    ["body", { body: { anything: 1 } }, { anything: 1 }],
  ])("%s", (_, request, body) => {
    expect(bodyOf(prepared({ request }))).toEqual(body);
  });

  test("bytes go as base64, and the body is JSON around them", () => {
    const files = filesHolding({ "a.png": "iVBORw0K" });
    const request = { binData: { file: "a.png" }, meta: { puid: "p" } };
    expect(bodyOf(prepared({ request }, wine(), files))).toEqual({ meta: { puid: "p" }, binData: "iVBORw0K" });
  });

  test("rows of a table go with their names, in the order that is asked for", () => {
    const files = filesHolding({ "t.csv": "b,a\n1,x\n2,y\n" });
    const request = { csv: { file: "t.csv", columns: ["a", "b"] } };
    expect(bodyOf(prepared({ request }, wine(), files))).toEqual({
      data: {
        names: ["a", "b"],
        ndarray: [
          ["x", 1],
          ["y", 2],
        ],
      },
    });
  });

  test("the three seeds", () => {
    const wineRow = [7.4, 0.7, 0, 1.9, 0.076, 11, 34, 0.9978, 3.51, 0.56, 9.4];
    expect(bodyOf(prepared({ request: { ndarray: [wineRow] } }))).toEqual({ data: { ndarray: [wineRow] } });
    expect(bodyOf(prepared({ request: { ndarray: [[75.5, 3.2, 1.18]] } }))).toEqual({
      data: { ndarray: [[75.5, 3.2, 1.18]] },
    });
    expect(pathOf(prepared({ request: IRIS }))).toBe("/api/v1.0/predictions");
  });

  test("feedback wraps the request; truth is written as a message", () => {
    const target = { deployment: "wine", endpoint: "feedback" };
    const request = prepared({ target, request: { ...IRIS, reward: 1, truth: [[1]] } });
    expect(pathOf(request)).toBe("/api/v1.0/feedback");
    expect(bodyOf(request)).toEqual({ request: { data: IRIS }, reward: 1, truth: { data: { ndarray: [[1]] } } });
  });

  test("gRPC has the same message (SeldonMessage, Feedback)", () => {
    const request = prepared({ transport: "grpc", request: { ...IRIS, names: ["a", "b", "c", "d"] } });
    expect(pathOf(request)).toBe("seldon.protos.Seldon/Predict");
    expect(bodyOf(request)).toEqual({ data: { names: ["a", "b", "c", "d"], ndarray: IRIS.ndarray } });
    expect(request.route).toMatchObject({ service: "wine-default", port: 5001 });
    const target = { deployment: "wine", endpoint: "feedback" };
    expect(pathOf(prepared({ target, transport: "grpc", request: { strData: "x", reward: 0 } }))).toBe(
      "seldon.protos.Seldon/SendFeedback",
    );
  });
});

describe("v2", () => {
  const ask = wine({ protocol: "v2" });

  test("inputs go as they are, with parameters and outputs", () => {
    const inputs = [{ name: "predict", shape: [1, 4], datatype: "FP32", data: [5.1, 3.5, 1.4, 0.2] }];
    const request = prepared({ request: { inputs, outputs: [{ name: "predict_proba" }], parameters: { x: 1 } } }, ask);
    expect(pathOf(request)).toBe("/v2/models/classifier/infer");
    expect(bodyOf(request)).toEqual({ parameters: { x: 1 }, inputs, outputs: [{ name: "predict_proba" }] });
  });

  test("rows become one array, a data frame one input for each column", () => {
    expect(bodyOf(prepared({ request: IRIS }, ask))).toEqual({
      inputs: [
        {
          name: "input-0",
          shape: [1, 4],
          datatype: "FP64",
          data: [5.1, 3.5, 1.4, 0.2],
          parameters: { content_type: "np" },
        },
      ],
    });
    expect(
      bodyOf(
        prepared(
          {
            request: {
              dataframe: {
                columns: ["age", "town"],
                data: [
                  [1, "x"],
                  [2, "y"],
                ],
              },
            },
          },
          ask,
        ),
      ),
    ).toEqual({
      parameters: { content_type: "pd" },
      inputs: [
        { name: "age", shape: [2, 1], datatype: "INT64", data: [1, 2] },
        { name: "town", shape: [2, 1], datatype: "BYTES", data: ["x", "y"], parameters: { content_type: "str" } },
      ],
    });
  });

  test("a lone input has the model's name and datatype where they are known", () => {
    const signature = { inputs: [{ name: "dense_in", datatype: "FP32", shape: [-1, 4] }] };
    expect(bodyOf(prepared({ request: IRIS }, ask, filesHolding({}), { signature }))).toMatchObject({
      inputs: [{ name: "dense_in", datatype: "FP32" }],
    });
  });

  test("values that no datatype holds are refused in words", () => {
    expect(refusal({ request: { dataframe: { columns: ["a"], data: [[1], [null]] } } }, ask).message).toContain(
      "empty values",
    );
  });

  test("gRPC puts values where their datatype has its field, text as bytes", () => {
    const inputs = [
      { name: "a", shape: [2], datatype: "FP32", data: [[1], [2]] },
      { name: "b", shape: [1], datatype: "BYTES", data: ["é"], parameters: { content_type: "str", n: 1, t: true } },
      { name: "c", shape: [2], datatype: "BOOL", data: [1, false] },
    ];
    const request = prepared({ transport: "grpc", request: { inputs } }, ask);
    expect(pathOf(request)).toBe("inference.GRPCInferenceService/ModelInfer");
    expect(bodyOf(request)).toEqual({
      modelName: "classifier",
      inputs: [
        { name: "a", shape: [2], datatype: "FP32", contents: { fp32Contents: [1, 2] } },
        {
          name: "b",
          shape: [1],
          datatype: "BYTES",
          parameters: { content_type: { stringParam: "str" }, n: { int64Param: 1 }, t: { boolParam: true } },
          contents: { bytesContents: ["w6k="] },
        },
        { name: "c", shape: [2], datatype: "BOOL", contents: { boolContents: [true, false] } },
      ],
    });
  });

  test("a graph of several units is asked without a name, so that each is called by its own (seldon-facts §7.1)", () => {
    const graph = { name: "t", type: "TRANSFORMER", children: [{ name: "m" }] };
    expect(pathOf(prepared({ request: IRIS }, wine({ protocol: "v2" }, { graph })))).toBe("/v2/models/infer");
    expect(pathOf(prepared({ request: IRIS }, wine({ protocol: "tensorflow" }, { graph })))).toBe("/v1/models:predict");
    const target = { deployment: "wine", model: "m" };
    expect(pathOf(prepared({ target, request: IRIS }, wine({ protocol: "v2" }, { graph })))).toBe("/v2/models/m/infer");
  });
});

test("tensorflow: instances, or rows with their names", () => {
  const ask = wine({ protocol: "tensorflow" });
  const request = prepared({ request: { instances: [1, 2], signatureName: "serving" } }, ask);
  expect(pathOf(request)).toBe("/v1/models/classifier:predict");
  expect(bodyOf(request)).toEqual({ signature_name: "serving", instances: [1, 2] });
  expect(bodyOf(prepared({ request: IRIS }, ask))).toEqual({ instances: IRIS.ndarray });
  expect(bodyOf(prepared({ request: { dataframe: { columns: ["a", "b"], data: [[1, 2]] } } }, ask))).toEqual({
    instances: [{ a: 1, b: 2 }],
  });
});

describe("the way", () => {
  const gateway: Route = { kind: "service", namespace: "istio-system", service: "istio-ingressgateway", port: 80 };

  test("is the predictor's Service, or the model's own where there is no engine", () => {
    expect(prepared({ request: IRIS }).route).toEqual({
      kind: "service",
      namespace: "models",
      service: "wine-default",
      port: 8000,
    });
    const bare = wine({}, { annotations: { "seldon.io/no-engine": "true" } });
    expect(prepared({ request: IRIS }, bare).route).toMatchObject({ service: "wine-default", port: 9000 });
    expect(prepared({ request: IRIS }, wine({}, { ssl: { certSecretName: "c" } })).route).toMatchObject({
      isSecure: true,
    });
  });

  test("past a gateway has Seldon's prefix, and gRPC its two headers (seldon-facts §7.3)", () => {
    const target = { deployment: "wine", through: "ingress" };
    const rest = prepared({ target, request: IRIS }, wine(), filesHolding({}), { gateway });
    expect([rest.route, pathOf(rest)]).toEqual([gateway, "/seldon/models/wine/api/v1.0/predictions"]);
    expect(rest.predictor).toBeUndefined();
    const named = onlyCase({ target: { ...target, predictor: "default" }, request: IRIS });
    expect(prepareRequest(named, wine(), filesHolding({}), { gateway }).problems).toMatchObject([
      { severity: "warning", path: ["spec", "target", "predictor"] },
    ]);
    const grpc = prepared({ target, transport: "grpc", request: IRIS }, wine(), filesHolding({}), { gateway });
    expect(grpc.headers).toEqual([
      { name: "seldon", text: "wine" },
      { name: "namespace", text: "models" },
    ]);
    const hosted = wine({ annotations: { "seldon.io/istio-host": "wine.example" } });
    expect(prepared({ target, request: IRIS }, hosted, filesHolding({}), { gateway }).headers).toEqual([
      { name: "Host", text: "wine.example" },
    ]);
    expect(refusal({ target, request: IRIS }).path).toEqual(["spec", "target", "through"]);
  });

  test("of an address keeps the address's own prefix", () => {
    const target = { url: "http://localhost:8003/seldon/models/wine/" };
    const { request } = prepareRequest(onlyCase({ target, request: IRIS }), undefined, filesHolding({}));
    if (!request) throw new Error("refused");
    expect(request.route).toEqual({ kind: "url", url: "http://localhost:8003/seldon/models/wine" });
    expect(pathOf(request)).toBe("/api/v1.0/predictions");
  });

  test.each(["localhost:8003", "ftp://x", "http://", "https://ann:s3cret@x.example"])("is not %s", url => {
    const { message, path } = refusal({ target: { url }, request: IRIS });
    expect(path).toEqual(["spec", "target", "url"]);
    expect(message).not.toContain("s3cret");
  });

  test("to an explainer is a Service, a prefix and a path of its own (seldon-facts §7.3)", () => {
    const target = { deployment: "wine", endpoint: "explain" };
    const explainer = { type: "AnchorTabular" };
    const of = (protocol: string): PreparedRequest =>
      prepared({ target, request: IRIS }, wine({ protocol }, { explainer }));
    expect(of("seldon").route).toMatchObject({ service: "wine-default-explainer", port: 9000 });
    expect(pathOf(of("seldon"))).toBe("/api/v1.0/explain");
    expect(pathOf(of("tensorflow"))).toBe("/v1/models/classifier:explain");
    expect(pathOf(of("v2"))).toBe("/v2/models/wine-default-explainer/infer");
    const past = { ...target, through: "ingress" };
    expect(
      pathOf(prepared({ target: past, request: IRIS }, wine({}, { explainer }), filesHolding({}), { gateway })),
    ).toBe("/seldon/models/wine-explainer/default/api/v1.0/explain");
    expect(refusal({ target, request: IRIS }).message).toContain("no explainer");
  });

  test("to nobody is told", () => {
    expect(refusal({ target: { deployment: "wine", predictor: "x" }, request: IRIS }).message).toContain(
      "It has: default",
    );
    const one = onlyCase({ target: { deployment: "beer" }, request: IRIS });
    expect(prepareRequest(one, undefined, filesHolding({})).problems[0]?.path).toEqual([
      "spec",
      "target",
      "deployment",
    ]);
  });
});

test("headers name their secrets and never hold them; the time-out is in milliseconds", () => {
  const headers = { Authorization: { secret: "TOKEN", prefix: "Bearer " }, "X-A": "b" };
  const request = prepared({ request: IRIS, headers, timeoutSeconds: 2 });
  expect(request.headers).toEqual([
    { name: "Authorization", text: "Bearer ", secret: "TOKEN" },
    { name: "X-A", text: "b" },
  ]);
  expect(request.timeout).toBe(2000);
  expect(prepared({ request: IRIS }).timeout).toBe(30_000);
});

describe("before it is sent", () => {
  test("a payload that does not fit is told at its place in the file", () => {
    const inputs = [{ name: "x", shape: [1], datatype: "FP32", data: [1] }];
    expect(refusal({ request: { inputs } }).path).toEqual(["spec", "request", "inputs"]);
    const text = refusal({ request: { csv: { rows: "a,b\n1,2\n", columns: ["c"] } } }).message;
    expect(text).toContain("no column c");
  });

  test("a table from CSV is held against the signature, and told where the CSV is named", () => {
    const files = filesHolding({ "t.csv": "a,b\n1,2\n" });
    const one = onlyCase({ target: { deployment: "wine" }, request: { csv: { file: "t.csv" } } }, files);
    const signature = {
      inputs: [
        { name: "a", type: "double" },
        { name: "c", type: "double" },
      ],
    };
    const { problems } = prepareRequest(one, wine(), files, { signature });
    expect(problems).toMatchObject([{ path: ["spec", "request", "csv"], severity: "error" }]);
  });

  test("another protocol than the deployment's is a warning and no obstacle", () => {
    const one = onlyCase({ target: { deployment: "wine" }, protocol: "v2", request: IRIS });
    const { request, problems } = prepareRequest(one, wine(), filesHolding({}));
    expect(request?.protocol).toBe("v2");
    expect(problems).toMatchObject([{ severity: "warning", path: ["spec", "protocol"] }]);
  });
});
