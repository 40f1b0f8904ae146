// Who fetches a unit's model: seldon-facts §3.5 and §4, S01 and S03.
import { describe, expect, test } from "vitest";
import { parseStream } from "../yaml/index.ts";
import { Deployment } from "./deployment.ts";
import { isModelProvided, rcloneSources } from "./model-source.ts";
import { resourcesOf } from "./resource.ts";
import { seldonFacts } from "./seldon-facts.ts";

function deployment(unit: string, pod = "{}", annotations = "{}"): Deployment {
  const text = `kind: SeldonDeployment
apiVersion: machinelearning.seldon.io/v1
spec:
  annotations: ${annotations}
  predictors:
    - componentSpecs: [{ spec: ${pod} }]
      graph: { name: churn, ${unit} }
`;
  const [resource] = parseStream(text).documents.flatMap(({ document }) => resourcesOf(document));
  if (!resource) throw new Error("There is no resource.");
  return new Deployment(resource);
}

const CONTAINER = "{ containers: [{ name: churn }] }";
const OWN = "{ containers: [{ name: churn }], initContainers: [{ name: churn-model-initializer }] }";

describe("isModelProvided and rcloneSources", () => {
  test.each([
    ["a prepackaged server", deployment("implementation: SKLEARN_SERVER, modelUri: s3://a"), true, 1],
    ["a server of the administrator's", deployment("implementation: OUR_SERVER, modelUri: s3://a"), true, 1],
    ["no modelUri", deployment("implementation: SKLEARN_SERVER"), false, 0],
    ["an empty modelUri", deployment('implementation: SKLEARN_SERVER, modelUri: ""'), false, 0],
    ["a container of the user's", deployment("modelUri: s3://a", CONTAINER), true, 1],
    ["nothing behind the unit yet", deployment("modelUri: s3://a"), false, 1],
    ["the user's own initializer", deployment("implementation: SKLEARN_SERVER, modelUri: s3://a", OWN), true, 0],
    ["Triton", deployment("implementation: TRITON_SERVER, modelUri: s3://a"), true, 1],
    [
      "Triton loading by itself",
      deployment(
        "implementation: TRITON_SERVER, modelUri: s3://a",
        "{}",
        '{ seldon.io/no-storage-initializer: "True" }',
      ),
      false,
      0,
    ],
    [
      "another server with Triton's annotation",
      deployment(
        "implementation: SKLEARN_SERVER, modelUri: s3://a",
        "{}",
        '{ seldon.io/no-storage-initializer: "true" }',
      ),
      true,
      1,
    ],
    [
      "rclone in another version",
      deployment("implementation: SKLEARN_SERVER, modelUri: s3://a, storageInitializerImage: x/rclone:1"),
      true,
      1,
    ],
    [
      "another initializer",
      deployment("implementation: SKLEARN_SERVER, modelUri: s3://a, storageInitializerImage: x/fetch:1"),
      true,
      0,
    ],
  ])("%s", (_, subject, isProvided, sources) => {
    expect(subject.units.some(unit => isModelProvided(unit, seldonFacts()))).toBe(isProvided);
    expect(rcloneSources(subject, seldonFacts())).toHaveLength(sources);
  });

  test.each([
    ["1.16.0", false],
    ["1.17.0", false],
    ["1.17.1", true],
    ["1.18.2", true],
  ])("for a container of the user's Seldon %s fetches the model: %s", (version, isProvided) => {
    const subject = deployment("modelUri: s3://a", CONTAINER);
    expect(subject.units.some(unit => isModelProvided(unit, seldonFacts(version)))).toBe(isProvided);
  });
});

describe("explainers", () => {
  const explained = (explainer: string): Deployment => {
    const [resource] = parseStream(`kind: SeldonDeployment
spec: { predictors: [{ graph: { name: churn }, explainer: ${explainer} }] }
`).documents.flatMap(({ document }) => resourcesOf(document));
    if (!resource) throw new Error("There is no resource.");
    return new Deployment(resource);
  };

  test("count if they have a type, without which the operator ignores them", () => {
    expect(rcloneSources(explained("{ type: AnchorText, modelUri: s3://a }"), seldonFacts())).toHaveLength(1);
    expect(rcloneSources(explained("{ modelUri: s3://a }"), seldonFacts())).toHaveLength(0);
  });
});
