// JSON and protobuf: what goes there and back, what is refused, and bytes written down by hand.
import { describe, expect, test } from "vitest";
import { decodeJson, encodeJson } from "./json-form.ts";
import { findMethod } from "./methods.ts";

const MESSAGE = findMethod("seldon.protos.Seldon", "Predict").request;
const METADATA = findMethod("seldon.protos.Seldon", "ModelMetadata").response;
const INFER = findMethod("inference.GRPCInferenceService", "ModelInfer").request;

describe("there and back", () => {
  test.each([
    [
      "ndarray of all kinds",
      MESSAGE,
      { data: { names: ["a"], ndarray: [[1, "x", null, true, [2.5]], { k: [null] }] } },
    ],
    ["tensor", MESSAGE, { data: { tensor: { shape: [2, 1], values: [0, -1.5] } } }],
    ["binData", MESSAGE, { binData: "AAECAw==" }],
    ["jsonData null", MESSAGE, { jsonData: null }],
    ["jsonData", MESSAGE, { jsonData: { a: [1, { b: "c" }], empty: {}, none: [] } }],
    [
      "meta",
      MESSAGE,
      { meta: { puid: "p", tags: { n: 1, s: "x" }, routing: { r: 0 }, requestPath: { m: "i:1" } }, strData: "s" },
    ],
    ["metrics", MESSAGE, { meta: { metrics: [{ key: "k", type: "TIMER", value: 2.5, tags: { a: "b" } }] } }],
    ["status", MESSAGE, { status: { code: -1, info: "i", reason: "r", status: "FAILURE" } }],
    [
      "64 bits, safe and not",
      METADATA,
      { name: "m", inputs: [{ name: "x", shape: [-1, 4, 9007199254740991, "9223372036854775807"] }] },
    ],
    [
      "v2 contents",
      INFER,
      { modelName: "m", inputs: [{ name: "x", contents: { uint64Contents: [0, "18446744073709551615"] } }] },
    ],
    [
      "v2 bytes",
      INFER,
      { inputs: [{ name: "x", contents: { bytesContents: ["aGk="] } }], parameters: { p: { int64Param: 7 } } },
    ],
  ])("%s", (_, type, json) => {
    expect(decodeJson(type, encodeJson(type, json))).toEqual(json);
  });

  test("the names of the wire are taken, too", () => {
    expect(decodeJson(INFER, encodeJson(INFER, { model_name: "m" }))).toEqual({ modelName: "m" });
  });
});

test("bytes by the field numbers of grpc-fields.md", () => {
  // 2: meta { 1: puid "p" }, 3: data { 1: names "a", 2: tensor { 1: shape [1] packed, 2: values [1.0] packed } }
  const tensor = Buffer.from("0a0101" + "1208000000000000f03f", "hex");
  const data = Buffer.concat([Buffer.from("0a0161", "hex"), Buffer.from([0x12, tensor.length]), tensor]);
  const bytes = Buffer.concat([Buffer.from("12030a0170", "hex"), Buffer.from([0x1a, data.length]), data]);
  const json = { meta: { puid: "p" }, data: { names: ["a"], tensor: { shape: [1], values: [1] } } };
  expect(decodeJson(MESSAGE, bytes)).toEqual(json);
  expect(Buffer.from(encodeJson(MESSAGE, json)).toString("hex")).toBe(bytes.toString("hex"));
  // 4: binData, 5: strData.
  expect(decodeJson(MESSAGE, Buffer.from("2202ffff", "hex"))).toEqual({ binData: "//8=" });
  // 1: model_name, 3: id, 5: inputs { 1: name, 2: datatype, 3: shape, 5: contents { 6: fp32 } }
  const input = Buffer.from("0a0178" + "120446503332" + "1a0101" + "2a06" + "32040000803f", "hex");
  const infer = Buffer.concat([Buffer.from("0a016d1a0137", "hex"), Buffer.from([0x2a, input.length]), input]);
  expect(decodeJson(INFER, infer)).toEqual({
    ...{ modelName: "m", id: "7" },
    inputs: [{ name: "x", datatype: "FP32", shape: [1], contents: { fp32Contents: [1] } }],
  });
});

test.each([
  [{ instances: [1] }, 'SeldonMessage has no field "instances".'],
  [{ data: { names: [1] } }, "SeldonMessage.data.names[0] has to be a text, and is 1."],
  [{ data: { tensor: { shape: [1.5] } } }, "SeldonMessage.data.tensor.shape[0] has to be a whole number, and is 1.5."],
  [{ data: [] }, "SeldonMessage.data has to be an object, and is []."],
  [{ status: { status: "MAYBE" } }, 'SeldonMessage.status.status has to be one of SUCCESS, FAILURE, and is "MAYBE".'],
])("%j is refused", (json, message) => {
  expect(() => encodeJson(MESSAGE, json)).toThrow(message);
});
