// What a payload is told before it is sent. Error texts are those of seldon-facts §7.5 and F27, F28.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPayload, type InputSignature, type PayloadContext, type PayloadProblem } from "./index.ts";

const SELDON: PayloadContext = { protocol: "seldon" };
const V2: PayloadContext = { protocol: "v2" };

const IRIS: InputSignature = {
  inputs: ["sepal length", "sepal width", "petal length", "petal width"].map(name => ({ name, type: "double" })),
};

function ids(payload: unknown, context: PayloadContext): string[] {
  return checkPayload(payload, context).map(problem => problem.messageId);
}

function only(payload: unknown, context: PayloadContext): PayloadProblem {
  const [problem, ...others] = checkPayload(payload, context);
  expect(others).toEqual([]);
  if (!problem) throw new Error("no problem");
  return problem;
}

describe("shape", () => {
  test("is one of them", () => {
    expect(ids({}, SELDON)).toEqual(["noShape"]);
    expect(only({ ndarray: [[1]], strData: "x" }, SELDON)).toMatchObject({
      messageId: "severalShapes",
      path: ["strData"],
      fix: { kind: "remove", path: ["strData"] },
    });
  });

  test.each<[unknown, PayloadContext["protocol"]]>([
    [{ ndarray: [[1, 2]] }, "seldon"],
    [{ ndarray: [[1, 2]] }, "v2"],
    [{ ndarray: [[1, 2]] }, "tensorflow"],
    [{ tensor: { shape: [1, 2], values: [1, 2] } }, "seldon"],
    [{ strData: "x" }, "seldon"],
    [{ jsonData: null }, "seldon"],
    [{ binData: { file: "a.png" } }, "seldon"],
    [{ inputs: [{ name: "a", shape: [1, 2], datatype: "FP32", data: [1, 2] }] }, "v2"],
    [{ instances: [[1, 2]] }, "tensorflow"],
    [{ body: { inputs: [] } }, "seldon"],
  ])("%j fits %s", (payload, protocol) => {
    expect(checkPayload(payload, { protocol })).toEqual([]);
  });

  test("v2 inputs to Seldon's wrapper are told its own words, and the rows as ndarray (F28)", () => {
    const problem = only({ inputs: [{ name: "x", shape: [1, 2], datatype: "FP32", data: [1, 2] }] }, SELDON);
    expect(problem).toMatchObject({ messageId: "shapeOfOtherProtocol", severity: "error", path: ["inputs"] });
    expect(problem.message).toContain("Invalid request data type");
    expect(problem.fix).toEqual({ kind: "replace-shape", from: "inputs", to: "ndarray", value: [[1, 2]] });
  });

  test("instances to Seldon become ndarray, a tensor to v2 as well; text has no other form", () => {
    expect(only({ instances: [[1], [2]] }, SELDON).fix).toMatchObject({ to: "ndarray", value: [[1], [2]] });
    expect(only({ tensor: { shape: [2, 1], values: [1, 2] } }, V2).fix).toMatchObject({ value: [[1], [2]] });
    expect(only({ strData: "x" }, V2).fix).toBeUndefined();
  });
});

describe("the way there", () => {
  test("TensorFlow has no gRPC here, an explainer none at all, feedback only Seldon (seldon-facts §7.3, §7.6)", () => {
    expect(ids({ instances: [1] }, { protocol: "tensorflow", transport: "grpc" })).toEqual(["tensorflowOverGrpc"]);
    expect(ids({ ndarray: [[1]] }, { ...SELDON, transport: "grpc", endpoint: "explain" })).toEqual(["explainOverGrpc"]);
    expect(ids({ ndarray: [[1]] }, { ...V2, endpoint: "feedback" })).toEqual(["feedbackOfOtherProtocol"]);
  });

  test("keys that the protocol or the endpoint does not send are said", () => {
    expect(ids({ ndarray: [[1]], meta: {}, signatureName: "x" }, V2)).toEqual([
      "keyOfOtherProtocol",
      "keyOfOtherProtocol",
    ]);
    expect(only({ strData: "x", names: ["a"] }, SELDON)).toMatchObject({
      messageId: "namesUnused",
      severity: "warning",
    });
    expect(only({ ndarray: [[1]], reward: 1 }, SELDON).messageId).toBe("feedbackOnly");
    expect(ids({ ndarray: [[1]], reward: 1 }, { ...SELDON, endpoint: "feedback" })).toEqual([]);
  });
});

describe("tensor", () => {
  test("quotes NumPy as the wrapper does", () => {
    const problem = only({ tensor: { shape: [2, 4], values: [1, 2, 3, 4] } }, SELDON);
    expect(problem.message).toContain("cannot reshape array of size 4 into shape (2,4)");
    expect(problem.fix).toEqual({ kind: "set-value", path: ["tensor", "shape"], value: [1, 4] });
  });
});

describe("v2 inputs", () => {
  const input = (rest: object): object => ({ inputs: [{ name: "x", shape: [2], datatype: "INT32", ...rest }] });

  test("counts nested values like flat ones", () => {
    expect(
      ids(
        input({
          shape: [2, 2],
          data: [
            [1, 2],
            [3, 4],
          ],
        }),
        V2,
      ),
    ).toEqual([]);
    expect(only(input({ shape: [2, 2], data: [1, 2] }), V2)).toMatchObject({
      messageId: "inputCount",
      path: ["inputs", 0, "shape"],
      fix: { value: [1, 2] },
    });
  });

  test.each([
    ["INT8", [1, 128], "INT64"],
    ["UINT8", [-1, 1], "INT64"],
    ["INT32", [1.5, 1], "FP64"],
    ["FP32", ["a", "b"], "BYTES"],
    ["BYTES", [1, 2], "INT64"],
    ["INT32", [1, "b"], undefined],
  ])("%s does not hold %j", (datatype, data, better) => {
    const problem = only(input({ datatype, data }), V2);
    expect(problem.messageId).toBe("inputValue");
    expect(problem.fix).toEqual(better && { kind: "set-value", path: ["inputs", 0, "datatype"], value: better });
  });

  test("FP16 has no field in gRPC messages (grpc-fields.md)", () => {
    expect(ids(input({ datatype: "FP16", data: [1, 2] }), { ...V2, transport: "grpc" })).toEqual(["halfFloatOverGrpc"]);
  });

  test("is held against the model's metadata", () => {
    const signature = { inputs: [{ name: "predict", datatype: "FP32", shape: [-1, 4] }] };
    const four = { datatype: "FP64", data: [1, 2, 3, 4] };
    expect(ids(input({ ...four, shape: [1, 4] }), { ...V2, signature })).toEqual([]);
    expect(only(input({ ...four, shape: [4] }), { ...V2, signature })).toMatchObject({
      messageId: "inputShape",
      fix: { value: [1, 4] },
    });
    expect(ids(input({ datatype: "BYTES", data: ["a", "b"] }), { ...V2, signature })).toEqual(["inputDatatype"]);
  });
});

describe("rows", () => {
  test("have equal lengths, and as many names as columns", () => {
    expect(only({ ndarray: [[1, 2], [3]] }, SELDON)).toMatchObject({ messageId: "raggedRows", path: ["ndarray", 1] });
    expect(only({ ndarray: [[1, 2]], names: ["a"] }, SELDON)).toMatchObject({
      messageId: "namesCount",
      path: ["names"],
    });
    expect(only({ dataframe: { columns: ["a"], data: [[1, 2]] } }, V2)).toMatchObject({
      messageId: "namesCount",
      path: ["dataframe", "columns"],
    });
  });

  test("MLflow's data frame wants names, and its own words say so (F27)", () => {
    const context: PayloadContext = { ...SELDON, signature: IRIS, implementation: "MLFLOW_SERVER" };
    const problem = only({ ndarray: [[5.1, 3.5, 1.4, 0.2]] }, context);
    expect(problem).toMatchObject({ messageId: "namesMissing", severity: "warning" });
    expect(problem.message).toContain("Model is missing inputs ['sepal length'");
    expect(problem.fix).toEqual({ kind: "set-names", names: IRIS.inputs.map(input => input.name) });
    expect(ids({ ndarray: [[5.1, 3.5, 1.4, 0.2]] }, { ...SELDON, signature: IRIS })).toEqual([]);
  });

  test("names that are not the signature's are told apart", () => {
    const names = ["Sepal Length", "sepal width", "petal length", "petal width"];
    const problem = only(
      { ndarray: [[1, 2, 3, 4]], names },
      { ...SELDON, signature: IRIS, implementation: "MLFLOW_SERVER" },
    );
    expect(problem.messageId).toBe("columnsMissing");
    expect(problem.message).toContain(
      "Model is missing inputs ['sepal length']. Note that there were extra inputs: ['Sepal Length']",
    );
    expect(problem.fix).toEqual({ kind: "set-names", names: IRIS.inputs.map(input => input.name) });
  });

  test("columns that need not be there may be missing, and more than the signature's may be", () => {
    const signature = {
      inputs: [
        { name: "a", type: "double" },
        { name: "b", type: "double", isRequired: false },
      ],
    };
    expect(ids({ ndarray: [[1]], names: ["a"] }, { ...SELDON, signature })).toEqual([]);
    expect(ids({ ndarray: [[1, 2, 3]], names: ["a", "b", "c"] }, { ...SELDON, signature })).toEqual([]);
  });

  test("a wrong number of columns quotes what sklearn's server says instead (seldon-facts §11.18)", () => {
    const problem = only({ ndarray: [[1, 2]] }, { ...SELDON, signature: IRIS, implementation: "SKLEARN_SERVER" });
    expect(problem.messageId).toBe("columnCount");
    expect(problem.message).toContain("Unknown data type returned as payload (must be list or np array):None");
    expect(problem.fix).toBeUndefined();
  });

  test("columns given as rows are turned, a lone row is wrapped", () => {
    const context = { ...SELDON, signature: { inputs: [{ type: "float64", shape: [-1, 4] }] } };
    expect(only({ ndarray: [[1], [2], [3], [4]] }, context).fix).toMatchObject({ value: [[1, 2, 3, 4]] });
    expect(only({ ndarray: [1, 2, 3, 4] }, context)).toMatchObject({
      messageId: "flatRow",
      fix: { kind: "set-value", path: ["ndarray"], value: [[1, 2, 3, 4]] },
    });
    expect(ids({ ndarray: [1, 2, 3, 4] }, SELDON)).toEqual([]);
  });

  test("a value of another kind than its column", () => {
    const signature = {
      inputs: [
        { name: "age", type: "long" },
        { name: "town", type: "string" },
      ],
    };
    const problem = only(
      {
        ndarray: [
          [1, "x"],
          [1.5, "y"],
        ],
        names: ["age", "town"],
      },
      { ...SELDON, signature },
    );
    expect(problem).toMatchObject({ messageId: "columnType", path: ["ndarray", 1, 0] });
    expect(ids({ ndarray: [["x", 1]], names: ["town", "age"] }, { ...SELDON, signature })).toEqual([]);
  });
});

test("what a variable will replace is not judged", () => {
  expect(ids({ ndarray: ["{{row}}"], names: ["a"] }, { ...SELDON, signature: IRIS })).toEqual([]);
  expect(ids({ ndarray: [["{{a}}", 1, 2, 3]] }, { ...SELDON, signature: IRIS })).toEqual([]);
  expect(ids({ tensor: { shape: [2, 2], values: ["{{a}}"] } }, SELDON)).toEqual([]);
  expect(ids({ inputs: [{ name: "x", shape: [1], datatype: "INT8", data: ["{{a}}"] }] }, V2)).toEqual([]);
});

test("no JSON throws, and every problem has a sentence and a place in it", () => {
  const key = fc.constantFrom(
    "ndarray",
    "tensor",
    "dataframe",
    "inputs",
    "instances",
    "names",
    "shape",
    "values",
    "data",
    "datatype",
    "columns",
  );
  const { json } = fc.letrec(tie => ({
    json: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(key, tie("json"), { maxKeys: 4 }),
    ),
  }));
  const context = fc.record({
    protocol: fc.constantFrom("seldon" as const, "v2" as const, "tensorflow" as const),
    transport: fc.constantFrom("rest" as const, "grpc" as const),
    signature: fc.constantFrom(undefined, IRIS, { inputs: [{ shape: [-1, 2], datatype: "FP32" }] }),
  });
  fc.assert(
    fc.property(fc.dictionary(key, json), context, (payload, known) => {
      for (const problem of checkPayload(payload, known)) expect(problem.message).toMatch(/[.…]$/);
    }),
  );
});
