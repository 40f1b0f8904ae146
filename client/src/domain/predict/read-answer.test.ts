// Answers and errors as seldon-facts §7.4, §7.5 and grpc-fields.md write them down.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer, PreparedRequest } from "./exchange.ts";
import { areProbabilities, numericRows } from "./predicted.ts";
import { readAnswer, type ReadAnswer } from "./read-answer.ts";
import { answered, prepared, wine } from "./testing/samples.ts";

const IRIS = { ndarray: [[5.1, 3.5, 1.4, 0.2]] };
const SELDON = prepared({ request: IRIS });
const V2 = prepared({ request: IRIS }, wine({ protocol: "v2" }));
const TENSORFLOW = prepared({ request: IRIS }, wine({ protocol: "tensorflow" }));

function read(request: PreparedRequest, body: unknown, rest: Partial<Answer> = {}): ReadAnswer {
  return readAnswer(request, answered(body, rest));
}

describe("Seldon's wrapper", () => {
  test("ndarray with names, and the image of each unit", () => {
    const requestPath = { classifier: "seldonio/sklearnserver:1.17.1" };
    const body = { data: { names: ["t:0", "t:1"], ndarray: [[0.9, 0.1]] }, meta: { requestPath } };
    expect(read(SELDON, body)).toMatchObject({
      isSuccess: true,
      error: undefined,
      prediction: [[0.9, 0.1]],
      shape: [1, 2],
      names: ["t:0", "t:1"],
      table: { columns: ["t:0", "t:1"], rows: [[0.9, 0.1]] },
      requestPath,
      predictor: "default",
    });
  });

  test("a 1-D result has no names and is one value for each row: the answer of seed 001", () => {
    const answer = read(SELDON, { data: { names: [], ndarray: [78.3] }, meta: {} });
    expect(answer).toMatchObject({
      prediction: [78.3],
      shape: [1],
      names: [],
      table: { columns: ["0"], rows: [[78.3]] },
    });
  });

  test("text as predicted by the R model of seed 004", () => {
    const answer = read(SELDON, { data: { names: ["species"], ndarray: [["setosa"]] } });
    expect(answer.table).toEqual({ columns: ["species"], rows: [["setosa"]] });
    expect(numericRows(answer.table)).toBeUndefined();
  });

  test("tensor", () => {
    const body = { data: { names: [], tensor: { shape: [2, 2], values: [1, 2, 3, 4] } } };
    expect(read(SELDON, body)).toMatchObject({ prediction: [[1, 2], [3, 4]], shape: [2, 2] }); // prettier-ignore
  });

  test("text, JSON and an image", () => {
    expect(read(SELDON, { strData: "hello" }).prediction).toBe("hello");
    expect(read(SELDON, { jsonData: { a: 1 } }).prediction).toEqual({ a: 1 });
    expect(read(SELDON, { binData: "iVBORw0KGgoAAA" }).images).toEqual([
      { mediaType: "image/png", base64: "iVBORw0KGgoAAA" },
    ]);
    expect(read(SELDON, { binData: "PHN2Zz48L3N2Zz4=" }).images).toEqual([]);
  });

  test("identity, routing, metrics and tags of the way it went", () => {
    const meta = {
      puid: "p1",
      routing: { eg: 1 },
      tags: { a: true },
      metrics: [{ key: "k", type: "GAUGE", value: 2 }],
    };
    expect(read(SELDON, { strData: "", meta })).toMatchObject({
      puid: "p1",
      routing: { eg: 1 },
      tags: { a: true },
      metrics: [{ key: "k", type: "GAUGE", value: 2 }],
    });
    expect(read(SELDON, { strData: "" }, { headers: [["Seldon-Puid", "p2"]] }).puid).toBe("p2");
  });

  test("NaN as Python writes it is no JSON, and is read as nothing", () => {
    const answer = read(SELDON, '{"data":{"names":["NaN"],"ndarray":[[NaN,-Infinity,1]]}}');
    expect(answer).toMatchObject({ prediction: [[null, null, 1]], names: ["NaN"], hasNotANumber: true });
  });

  test("an answer that is the request itself is told: a unit of a misspelt type does that (seldon-facts §11.3)", () => {
    expect(read(SELDON, { data: IRIS, meta: { puid: "p" } }).isEcho).toBe(true);
    expect(read(SELDON, { data: { ndarray: [[1]] } }).isEcho).toBe(false);
    expect(read(SELDON, { data: IRIS }, { status: 500 }).isEcho).toBe(false);
  });

  test("gRPC has the same message in JSON", () => {
    const request = prepared({ transport: "grpc", request: IRIS });
    const body = { meta: { puid: "p" }, data: { names: ["a"], tensor: { shape: [1, 1], values: [7] } } };
    expect(read(request, body, { transport: "grpc", status: 0 })).toMatchObject({
      isSuccess: true,
      prediction: [[7]],
      puid: "p",
    });
  });
});

describe("v2", () => {
  test("one output, in its shape", () => {
    const body = {
      model_name: "classifier",
      model_version: "v1",
      id: "i",
      outputs: [{ name: "predict", shape: [2, 1], datatype: "INT64", data: [0, 2] }],
    };
    expect(read(V2, body)).toMatchObject({
      prediction: [[0], [2]],
      names: ["predict"],
      table: { columns: ["predict"], rows: [[0], [2]] },
      model: { name: "classifier", version: "v1" },
      puid: "i",
    });
  });

  test("several outputs stand beside each other", () => {
    const outputs = [
      { name: "label", shape: [2], datatype: "BYTES", data: ["a", "b"] },
      { name: "proba", shape: [2, 2], datatype: "FP64", data: [0.1, 0.9, 0.8, 0.2] },
    ];
    const answer = read(V2, { outputs });
    expect(answer.prediction).toEqual({ label: ["a", "b"], proba: [[0.1, 0.9], [0.8, 0.2]] }); // prettier-ignore
    expect(answer.table).toEqual({
      columns: ["label", "proba[0]", "proba[1]"],
      rows: [["a", 0.1, 0.9], ["b", 0.8, 0.2]], // prettier-ignore
    });
  });

  test("gRPC has values by datatype, bytes in base64, and long numbers as text", () => {
    const request = prepared({ transport: "grpc", request: IRIS }, wine({ protocol: "v2" }));
    const outputs = [
      { name: "a", datatype: "BYTES", shape: ["1"], contents: { bytesContents: ["c2V0b3Nh"] } },
      { name: "b", datatype: "INT64", shape: ["1"], contents: { int64Contents: ["5"] } },
    ];
    expect(read(request, { modelName: "m", outputs }, { transport: "grpc", status: 0 })).toMatchObject({
      prediction: { a: ["setosa"], b: [5] },
      model: { name: "m", version: undefined },
    });
  });
});

test("v2 values that do not fit their shape, and bytes that are no text, are shown as they are", () => {
  const outputs = [{ name: "p", shape: [2, 2], datatype: "FP32", data: [1, 2, 3] }];
  expect(read(V2, { outputs }).prediction).toEqual([1, 2, 3]);
  const request = prepared({ transport: "grpc", request: IRIS }, wine({ protocol: "v2" }));
  const bytes = [{ name: "p", shape: ["1"], datatype: "BYTES", contents: { bytesContents: ["/9j/"] } }];
  const answer = read(request, { outputs: bytes }, { transport: "grpc", status: 0 });
  expect(answer.prediction).toEqual(["/9j/"]);
  expect(answer.images).toEqual([{ mediaType: "image/jpeg", base64: "/9j/" }]);
});

test("tensorflow: predictions, plain or by name", () => {
  expect(read(TENSORFLOW, { predictions: [[0.2, 0.8]] })).toMatchObject({ prediction: [[0.2, 0.8]], shape: [1, 2] });
  expect(read(TENSORFLOW, { predictions: [{ a: 1, b: [2] }] }).table).toEqual({
    columns: ["a", "b"],
    rows: [[1, [2]]],
  });
});

describe("errors", () => {
  test.each<[string, PreparedRequest, Partial<Answer>, unknown, object]>([
    [
      "wrapper, bad data",
      SELDON,
      { status: 400 },
      {
        status: {
          code: -1,
          info: "Invalid request data type: {'inputs': []}",
          reason: "MICROSERVICE_BAD_DATA",
          status: 1,
        },
      },
      { origin: "wrapper", reason: "MICROSERVICE_BAD_DATA", explanation: { signature: "request-not-understood" } },
    ],
    [
      "wrapper, sklearn swallowed an exception",
      SELDON,
      { status: 400 },
      {
        status: {
          code: -1,
          info: "Unknown data type returned as payload (must be list or np array):None",
          reason: "MICROSERVICE_BAD_DATA",
          status: 1,
        },
      },
      { origin: "wrapper", explanation: { signature: "predict-raised" } },
    ],
    [
      "wrapper, MLflow misses columns",
      SELDON,
      { status: 500 },
      {
        status: { code: -1, info: "Model is missing inputs ['a'].", reason: "MICROSERVICE_INTERNAL_ERROR", status: 1 },
      },
      { origin: "wrapper", explanation: { signature: "columns-missing" } },
    ],
    [
      "wrapper, model not loaded",
      SELDON,
      { status: 500 },
      { status: { code: -1, info: "Model not loaded yet", reason: "MICROSERVICE_INTERNAL_ERROR", status: 1 } },
      { explanation: { signature: "model-not-loaded-yet" } },
    ],
    [
      "executor, unit does not listen; JSON sent as text/plain",
      SELDON,
      { status: 500, headers: [["content-type", "text/plain; charset=utf-8"]] },
      {
        status: {
          code: 500,
          info: 'Post "http://localhost:9000/predict": dial tcp 127.0.0.1:9000: connect: connection refused',
          status: "FAILURE",
        },
      },
      { origin: "executor", reason: undefined, explanation: { title: "a unit of the graph does not listen" } },
    ],
    [
      "executor, unknown unit",
      SELDON,
      { status: 500 },
      { status: { code: 500, info: "Failed to find model x", status: "FAILURE" } },
      { origin: "executor", explanation: { title: "no unit of this name" } },
    ],
    [
      "executor, unknown path",
      V2,
      { status: 404 },
      "404 page not found\n",
      { origin: "executor", explanation: { title: "path not known to the executor" } },
    ],
    [
      "MLServer",
      V2,
      { status: 404 },
      { error: "Model classifier not found" },
      { origin: "server", explanation: { title: "the server has no model of this name" } },
    ],
    [
      "MLServer, unknown output",
      V2,
      { status: 400 },
      { error: "SKLearnModel only supports 'predict', 'predict_proba' and 'transform' as outputs (x was received)" },
      { origin: "server", explanation: { title: "output not known to the model" } },
    ],
    [
      "MLServer, a body that does not fit",
      V2,
      { status: 422 },
      { detail: [{ loc: ["body", "inputs"], msg: "field required", type: "value_error.missing" }] },
      { origin: "server", text: "body.inputs: field required" },
    ],
    [
      "gateway, too slow",
      SELDON,
      { status: 504 },
      "upstream request timeout",
      { explanation: { signature: "gateway-timeout" } },
    ],
    [
      "gateway, in HTML",
      SELDON,
      { status: 502 },
      "<html><head><title>502 Bad Gateway</title></head></html>",
      { text: "502 Bad Gateway" },
    ],
    ["executor, not ready", SELDON, { status: 503 }, "", { explanation: { title: "not ready" } }],
  ])("%s", (_, request, rest, body, error) => {
    const answer = read(request, body, rest);
    expect(answer).toMatchObject({ isSuccess: false, prediction: undefined });
    expect(answer.error).toMatchObject(error);
  });

  test("gRPC: the code by its name, the details as text", () => {
    const request = prepared({ transport: "grpc", request: IRIS });
    const { error } = read(request, "unknown service seldon.protos.Seldon", { transport: "grpc", status: 12 });
    expect(error?.words).toBe("The server answered gRPC 12 UNIMPLEMENTED: unknown service seldon.protos.Seldon");
    expect(error?.explanation?.title).toBe("call not offered");
  });

  test("words name who, what and why, and show no credential", () => {
    const info = "cannot open s3://user:hunter2secret@host/x";
    const body = { status: { code: -1, info, reason: "MICROSERVICE_INTERNAL_ERROR", status: 1 } };
    const { error } = read(SELDON, body, { status: 500 });
    expect(error?.words).toMatch(/^The model's server answered HTTP 500 MICROSERVICE_INTERNAL_ERROR: cannot open/);
    expect(error?.words).not.toContain("hunter2secret");
  });
});

describe("who answered past a gateway", () => {
  const ask = wine();
  const [first] = ask.predictors;
  if (!first) throw new Error("no predictor");
  const canary = {
    ...first,
    name: "canary",
    units: [{ ...first.units[0], name: "newer", type: undefined, implementation: undefined, modelUri: undefined }],
  };
  const two = { ...ask, predictors: [first, canary] };
  const request = { ...SELDON, predictor: undefined };
  const meta = (unit: string): object => ({ strData: "", meta: { requestPath: { [unit]: "image:1" } } });

  test("is told by the units, where they differ", () => {
    expect(readAnswer(request, answered(meta("newer")), two).predictor).toBe("canary");
    expect(readAnswer(request, answered(meta("classifier")), two).predictor).toBe("default");
    const shadowed = { ...two, predictors: [first, { ...first, name: "shadow", isShadow: true }] };
    expect(readAnswer(request, answered(meta("classifier")), shadowed).predictor).toBe("default");
    const alike = { ...two, predictors: [first, { ...first, name: "canary" }] };
    expect(readAnswer(request, answered(meta("classifier")), alike).predictor).toBeUndefined();
  });
});

describe("explanations", () => {
  const explanation = {
    meta: { name: "AnchorTabular" },
    data: { anchor: ["a <= 1"], precision: 0.98, coverage: 0.32 },
  };

  test("of an anchor, as a body or as text in a v2 output", () => {
    const wanted = { method: "AnchorTabular", anchor: ["a <= 1"], precision: 0.98, coverage: 0.32, attributions: [] };
    expect(read(SELDON, explanation).explanation).toEqual(wanted);
    const outputs = [{ name: "explanation", shape: [1, 1], datatype: "BYTES", data: [JSON.stringify(explanation)] }];
    expect(read(V2, { outputs }).explanation).toEqual(wanted);
  });

  test("of Shapley values, by feature", () => {
    const body = {
      meta: { name: "KernelShap" },
      data: { shap_values: [[[0.5, -0.25]]], feature_names: ["age", "town"] },
    };
    expect(read(SELDON, body).explanation?.attributions).toEqual([
      { output: undefined, row: 0, values: [{ feature: "age", value: 0.5 }, { feature: "town", value: -0.25 }] }, // prettier-ignore
    ]);
  });
});

test("probabilities are numbers from 0 that add up to 1", () => {
  expect(areProbabilities([0.2, 0.8])).toBe(true);
  expect(areProbabilities([0.2, 0.7])).toBe(false);
  expect(areProbabilities([-0.2, 1.2])).toBe(false);
  expect(areProbabilities([1])).toBe(false);
});

test("no answer throws, however it is nested", () => {
  const key = fc.constantFrom("data", "meta", "status", "outputs", "predictions", "ndarray", "tensor", "shape", "values", "names", "contents", "datatype", "detail"); // prettier-ignore
  const { json } = fc.letrec(tie => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(key, tie("json"), { maxKeys: 4 }),
    ),
  }));
  const status = fc.constantFrom(0, 200, 400, 500);
  fc.assert(
    fc.property(
      fc.constantFrom(SELDON, V2, TENSORFLOW),
      json,
      status,
      fc.constantFrom("rest", "grpc"),
      (request, body, code, transport) => {
        readAnswer(request, answered(body, { status: code, transport }), wine());
      },
    ),
  );
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  expect(read(SELDON, `{"data":{"ndarray":${deep}}}`).body).toBeUndefined();
});
