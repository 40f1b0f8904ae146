// New request files: each is read back by YAML and accepted by the contract and by the payload's check.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkPayload, PredictionTest, type InputSignature } from "../../../../schemas/src/index.ts";
import type { DeploymentToAsk } from "./ask.ts";
import { skeleton, type SkeletonKnown } from "./skeleton.ts";
import {
  inputExample,
  signatureOfMlmodel,
  signatureOfSeldonMetadata,
  signatureOfV2Metadata,
} from "./skeleton-facts.ts";
import { answered, prepared, wine } from "./testing/samples.ts";
import { yamlText } from "./yaml-text.ts";

function made(known: Partial<SkeletonKnown>, ask: DeploymentToAsk = wine()): PredictionTest["spec"] {
  const parsed: unknown = parse(skeleton({ ask, ...known }));
  const { spec } = PredictionTest.parse(parsed);
  const { protocol } = ask;
  expect(checkPayload(spec.request, { protocol, signature: known.signature })).toEqual([]);
  return spec;
}

describe("facts", () => {
  test("of v2 metadata", () => {
    const inputs = [{ name: "predict", datatype: "FP32", shape: [-1, 4] }];
    expect(signatureOfV2Metadata({ name: "m", versions: [], platform: "", inputs, outputs: [] })).toEqual({ inputs });
    expect(signatureOfV2Metadata({ inputs: [] })).toBeUndefined();
  });

  test("of Seldon's metadata: the graph's inputs, or those of a unit, by names or by shape", () => {
    const named = { messagetype: "tensor", schema: { names: ["a", "b"] } };
    expect(signatureOfSeldonMetadata({ name: "p", models: {}, graphinputs: [named] })).toEqual({
      inputs: [{ name: "a" }, { name: "b" }],
    });
    const shaped = { messagetype: "tensor", schema: { shape: [4] } };
    const graph = { models: { one: { inputs: [] }, two: { inputs: [shaped] } }, graphinputs: [] };
    expect(signatureOfSeldonMetadata(graph)).toEqual({ inputs: [{ shape: [-1, 4] }] });
    expect(signatureOfSeldonMetadata(graph, "one")).toBeUndefined();
  });

  test("of an MLmodel, columns and tensors", () => {
    const columns = '[{"name": "fixed acidity", "type": "double"}, {"name": "n", "type": "long", "required": false}]';
    expect(signatureOfMlmodel({ signature: { inputs: columns } })).toEqual({
      inputs: [{ name: "fixed acidity", type: "double" }, { name: "n", type: "long", isRequired: false }], // prettier-ignore
    });
    const tensor = '[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 4]}}]';
    expect(signatureOfMlmodel({ signature: { inputs: tensor } })).toEqual({
      inputs: [{ type: "float64", shape: [-1, 4] }],
    });
    expect(signatureOfMlmodel({ signature: { inputs: "{" } })).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['{"columns":["a"],"data":[[1]]}', { columns: ["a"], rows: [[1]] }],
    ['{"dataframe_split":{"columns":["a"],"data":[[1]]}}', { columns: ["a"], rows: [[1]] }],
    ['{"dataframe_records":[{"a":1,"b":2}]}', { columns: ["a", "b"], rows: [[1, 2]] }],
    ['[{"a":1},{"b":2}]', { columns: ["a"], rows: [[1], [null]] }],
    ['{"inputs":[[1,2]]}', { columns: [], rows: [[1, 2]] }],
    ["[[1,2]]", { columns: [], rows: [[1, 2]] }],
    ["nonsense", undefined],
    ["{}", undefined],
    ["[]", undefined],
  ])("of the input example %s", (text, example) => {
    expect(inputExample(text)).toEqual(example);
  });
});

describe("a file", () => {
  test("of nothing but the deployment", () => {
    expect(made({})).toEqual({
      target: { deployment: "wine", namespace: "models" },
      request: { ndarray: [[1, 2, 3, 4]] },
    });
  });

  test("of columns is a data frame with values of their types", () => {
    const inputs = [{ name: "age", type: "long" }, { name: "is it", type: "boolean" }, { name: "town", type: "string" }]; // prettier-ignore
    expect(made({ signature: { inputs } }).request).toEqual({
      dataframe: { columns: ["age", "is it", "town"], data: [[1, true, "text"]] },
    });
  });

  test.each<[string, InputSignature["inputs"], object]>([
    ["seldon", [{ type: "float64", shape: [-1, 3] }], { ndarray: [[0.5, 0.5, 0.5]] }],
    [
      "v2",
      [{ name: "x", datatype: "INT32", shape: [-1, 2] }],
      { inputs: [{ name: "x", shape: [1, 2], datatype: "INT32", data: [1, 1] }] },
    ],
    ["tensorflow", [{ name: "x", datatype: "FP32", shape: [-1, 2] }], { ndarray: [[0.5, 0.5]] }],
    ["seldon", [{ name: "only", type: "double" }], { dataframe: { columns: ["only"], data: [[0.5]] } }],
  ])("of a signature under %s", (protocol, inputs, request) => {
    expect(made({ signature: { inputs } }, wine({ protocol })).request).toEqual(request);
  });

  test("of an example takes its first rows", () => {
    const rows = Array.from({ length: 9 }, (_, index) => [index]);
    expect(made({ example: { columns: ["a"], rows } }).request.dataframe?.data).toHaveLength(5);
    expect(made({ example: { columns: [], rows } }).request.ndarray).toHaveLength(5);
  });

  test.each<[string, object]>([
    ["seldon", { ndarray: [[1, "x", null]], names: ["a", "b", "c"] }],
    ["seldon", { tensor: { shape: [1, 2], values: [1, 2] } }],
    ["seldon", { strData: "yes: #no" }],
    ["seldon", { jsonData: { "a b": [{ c: 1 }] } }],
    [
      "v2",
      { inputs: [{ name: "x", shape: [1], datatype: "BYTES", data: ["true"] }], parameters: { content_type: "pd" } },
    ],
    ["tensorflow", { instances: [{ a: 1 }], signatureName: "s" }],
  ])("of the last request is the same request (%s)", (protocol, request) => {
    const ask = wine({ protocol });
    expect(made({ last: { request: prepared({ request }, ask), answer: undefined } }, ask).request).toEqual(request);
  });

  test("of the last answer expects it again", () => {
    const request = prepared({ request: { ndarray: [[75.5, 3.2, 1.18]] } });
    const answer = answered({ data: { names: [], ndarray: [78.3] } });
    expect(made({ last: { request, answer } }).expect).toEqual({ prediction: [78.3], tolerance: 0.000001 });
    expect(made({ last: { request, answer: answered("", { status: 500 }) } }).expect).toEqual({ status: 500 });
  });

  test("names the predictor and the endpoint where they are chosen, and says where its payload comes from", () => {
    const text = skeleton({ ask: wine(), predictor: "default", endpoint: "explain" });
    expect(text).toContain("name: wine default\n");
    expect(text).toContain("    predictor: default\n    endpoint: explain\n");
    expect(text).toMatch(/^ {2}# One row; .*\n {2}request:\n {4}ndarray:\n {6}- \[1, 2, 3, 4\]$/m);
  });
});

test("any JSON is read back from its YAML", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
      expect(parse(yamlText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
