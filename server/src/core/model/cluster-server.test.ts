// Servers of the cluster beside Seldon's own.
import { describe, expect, test } from "vitest";
import { lintText, allRules, type ClusterServers } from "../index.ts";
import { prepackagedServer, seldonFacts } from "./seldon-facts.ts";

describe("facts", () => {
  test("a new server has an image for every protocol, or for those that are said", () => {
    const facts = seldonFacts("1.17.1", {
      TORCH_SERVER: {},
      ONNX_SERVER: { protocols: ["v2"], parameters: ["threads"] },
    });
    expect(prepackagedServer(facts, "TORCH_SERVER")?.images).toEqual({ seldon: null, tensorflow: null, v2: null });
    expect(prepackagedServer(facts, "ONNX_SERVER")).toMatchObject({ images: { v2: null }, parameters: ["threads"] });
  });

  test("Seldon's own keep what is known of them, and get what is added", () => {
    const { servers } = seldonFacts();
    const facts = seldonFacts(undefined, {
      TRITON_SERVER: { protocols: ["seldon"] },
      SKLEARN_SERVER: { parameters: ["x"] },
    });
    expect(facts.servers["TRITON_SERVER"]?.images).toEqual({ ...servers["TRITON_SERVER"]?.images, seldon: null });
    expect(facts.servers["SKLEARN_SERVER"]?.images.v2).toBe(servers["SKLEARN_SERVER"]?.images.v2);
    expect(facts.servers["SKLEARN_SERVER"]?.parameters).toEqual(["model_uri", "method", "x"]);
    expect(facts.servers["MLFLOW_SERVER"]).toEqual(servers["MLFLOW_SERVER"]);
  });

  test("names of JavaScript's own are no servers", () => {
    expect(prepackagedServer(seldonFacts(), "constructor")).toBeUndefined();
  });
});

interface Graph {
  readonly implementation: string;
  readonly protocol?: string;
  readonly parameters?: readonly string[];
  readonly image?: string;
}

function found({ implementation, protocol, parameters = [], image }: Graph, servers: ClusterServers): string[] {
  const manifest = {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: "churn" },
    spec: {
      ...(protocol !== undefined && { protocol }),
      predictors: [
        {
          name: "main",
          ...(image !== undefined && { componentSpecs: [{ spec: { containers: [{ name: "classifier", image }] } }] }),
          graph: {
            name: "classifier",
            implementation,
            modelUri: "gs://models/churn",
            ...(parameters.length > 0 && { parameters: parameters.map(name => ({ name, value: "1", type: "INT" })) }),
          },
        },
      ],
    },
  };
  const { findings } = lintText(JSON.stringify(manifest), { rules: allRules, servers, onCrash: "throw" });
  return findings.map(({ rule, messageId, severity }) => `${severity} ${rule}/${messageId}`);
}

describe("findings", () => {
  test("a server that is named is known", () => {
    expect(found({ implementation: "TORCH_SERVER" }, {})).toEqual(["error known-server/unknown"]);
    expect(found({ implementation: "TORCH_SERVER" }, { TORCH_SERVER: {} })).toEqual([]);
    expect(found({ implementation: "TORCH_SERVER", protocol: "tensorflow" }, { TORCH_SERVER: {} })).toEqual([]);
  });

  test("a near miss is still unknown", () => {
    expect(found({ implementation: "TORCH_SERVERS" }, { TORCH_SERVER: {} })).toEqual(["error known-server/unknown"]);
  });

  test("a protocol it has no image for is an error, as the operator finds none (F18)", () => {
    const servers = { ONNX_SERVER: { protocols: ["v2"] } } as const;
    expect(found({ implementation: "ONNX_SERVER" }, servers)).toEqual(["error server-protocol/noImage"]);
    expect(found({ implementation: "ONNX_SERVER", protocol: "tensorflow" }, servers)).toEqual([
      "error server-protocol/noImage",
    ]);
    expect(found({ implementation: "ONNX_SERVER", protocol: "v2" }, servers)).toEqual([]);
  });

  test("parameters are held against its list, under any protocol, where there is one", () => {
    const graph = { implementation: "ONNX_SERVER", protocol: "v2", parameters: ["threads", "thread"] };
    expect(found(graph, { ONNX_SERVER: {} })).toEqual([]);
    expect(found(graph, { ONNX_SERVER: { parameters: ["threads"] } })).toEqual(["warning server-parameters/unlisted"]);
    expect(found({ ...graph, parameters: ["a"] }, { ONNX_SERVER: { parameters: [] } })).toEqual([
      "warning server-parameters/unlisted",
    ]);
  });

  test("a parameter that is added to one of Seldon's own is known", () => {
    const graph = { implementation: "SKLEARN_SERVER", parameters: ["threads"] };
    expect(found(graph, {})).toEqual(["error server-parameters/unknown"]);
    expect(found(graph, { SKLEARN_SERVER: { parameters: ["threads"] } })).toEqual([]);
  });

  test("an implementation with a name of JavaScript's own is one nobody knows, and crashes nothing", () => {
    expect(found({ implementation: "constructor", protocol: "v2" }, {})).toEqual(["error known-server/unknown"]);
  });
});
