import { describe, expect, test } from "vitest";
import { relate } from "../../domain/index.ts";
import { sampleDeployment, samplePredictor } from "../../domain/health/sample-cluster.ts";
import { bucketAndPath, expandLink, linkTemplates, linkValues } from "./links.ts";

describe("a template", () => {
  test("is filled with encoded values, and a path keeps its slashes", () => {
    const url = "https://minio.example/browser/{bucket}/{path}?from={modelUri}";
    const values = { bucket: "mo dels", path: "iris/v 1", modelUri: "s3://mo dels/iris/v 1" };
    expect(expandLink({ title: "MinIO", url }, values)).toEqual({
      kind: "url",
      url: "https://minio.example/browser/mo%20dels/iris/v%201?from=s3%3A%2F%2Fmo%20dels%2Firis%2Fv%201",
    });
  });

  test("that asks for what is not known is not opened", () => {
    const url = "https://g.example/{unit}/{unit}/{nonsense}/{deployment}";
    expect(expandLink({ title: "G", url }, { deployment: "iris" })).toEqual({
      kind: "missing",
      names: ["unit", "nonsense"],
    });
  });

  test.each(["javascript:alert('{deployment}')", "file:///etc/{deployment}", "command:x?{deployment}", "no address"])(
    "%s is refused",
    url => {
      expect(expandLink({ title: "X", url }, { deployment: "iris" }).kind).toBe("refused");
    },
  );

  test.each([
    ["https://g.example/d/{bucket}", { bucket: "../admin" }],
    ["https://g.example/d/{path}/x", { path: "a/../../admin" }],
    ["https://g.example/d/{bucket}/x", { bucket: ".." }],
  ])("%s does not let %j climb out of its place", (url, values) => {
    expect(expandLink({ title: "G", url }, values).kind).toBe("missing");
  });

  test("keeps a value from adding to the query or the fragment", () => {
    const link = expandLink({ title: "G", url: "https://g.example/?d={deployment}" }, { deployment: "a&b#c?d=e" });
    expect(link).toEqual({ kind: "url", url: "https://g.example/?d=a%26b%23c%3Fd%3De" });
  });
});

test.each([
  ["s3://models/iris/1", { bucket: "models", path: "iris/1" }],
  ["minio:models/iris", { bucket: "models", path: "iris" }],
  ["gs://models", { bucket: "models" }],
  ["/mnt/models", {}],
])("the model URI %s is read as rclone reads it", (uri, expected) => {
  expect(bucketAndPath(uri)).toEqual(expected);
});

test("a deployment with one model gives its values, one with two leaves them open", () => {
  const target = { kind: "deployment", context: "c", namespace: "models", name: "iris" } as const;
  const [one] = relate({ seldonDeployments: [sampleDeployment()] });
  const two = [samplePredictor(), samplePredictor({ name: "next" })];
  const [both] = relate({ seldonDeployments: [sampleDeployment(two)] });
  expect(one && linkValues(one, target)).toEqual({
    context: "c",
    namespace: "models",
    deployment: "iris",
    predictor: "default",
    unit: "classifier",
    modelUri: "s3://models/iris",
    bucket: "models",
    path: "iris",
  });
  expect(both && linkValues(both, target)).toEqual({ context: "c", namespace: "models", deployment: "iris" });
});

test("takes only complete entries of the setting, whatever it is", () => {
  const good = { title: "Grafana", url: "https://g.example" };
  expect(linkTemplates([good, { title: 1, url: "x" }, null, "x"])).toEqual([good]);
  expect(linkTemplates({ title: "Grafana" })).toEqual([]);
});
