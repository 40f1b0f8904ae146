// Names against the table of seldon-facts §5.1.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { operatorConfig } from "./config.ts";
import {
  containerServiceName,
  cutName,
  deploymentName,
  explainerName,
  predictorServiceName,
  separateExecutorName,
  seldonDeploymentId,
} from "./names.ts";
import { manifest } from "./testing/manifest.ts";

const sdep = manifest("predictors: []");
const main = { name: "main", graph: { name: "classifier" } };
const config = operatorConfig();
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

describe("names", () => {
  it("joins SeldonDeployment, predictor, index and containers", () => {
    const podSpec = { spec: { containers: [{ name: "a" }, { name: "b" }] } };
    expect(deploymentName(sdep, main, podSpec, 1, config)).toBe("iris-main-1-a-b");
    expect(deploymentName(sdep, main, { ...podSpec, metadata: { name: "mine" } }, 0, config)).toBe("iris-main-0-mine");
    expect(predictorServiceName(sdep, main)).toBe("iris-main");
    expect(containerServiceName("iris", main, "classifier")).toBe("iris-main-classifier");
    expect(separateExecutorName(sdep, main)).toBe("iris-main-svc-orch");
    expect(explainerName(sdep, main)).toBe("iris-main-explainer");
    expect(seldonDeploymentId(sdep)).toBe("iris");
  });

  it("takes a Service name from the predictor's annotation as it is, however long", () => {
    const name = "x".repeat(70);
    expect(predictorServiceName(sdep, { ...main, annotations: { "seldon.io/svc-name": name } })).toBe(name);
  });

  it("hashes the whole name once it is longer than 63", () => {
    const at63 = { ...main, name: "p".repeat(63 - "iris-".length) };
    const at64 = { ...main, name: "p".repeat(64 - "iris-".length) };
    expect(predictorServiceName(sdep, at63)).toBe(`iris-${at63.name}`);
    expect(predictorServiceName(sdep, at64)).toBe(`seldon-${md5(`iris-${at64.name}`)}`);
    expect(seldonDeploymentId(manifest("predictors: []", "s".repeat(64)))).toBe(`seldon-${md5("s".repeat(64))}`);
  });

  it("puts the SeldonDeployment's name before a Deployment's hash where that is switched on and fits", () => {
    const podSpec = { spec: { containers: [{ name: "c".repeat(60) }] } };
    const full = `iris-main-0-${"c".repeat(60)}`;
    expect(deploymentName(sdep, main, podSpec, 0, config)).toBe(`seldon-${md5(full)}`);
    const prefixed = operatorConfig({ isDeploymentNamePrefix: true });
    expect(deploymentName(sdep, main, podSpec, 0, prefixed)).toBe(`iris-${md5(full)}`);
  });

  it("cuts names of initializers without leaving a hyphen", () => {
    expect(cutName("a".repeat(70))).toBe("a".repeat(63));
    expect(cutName(`${"a".repeat(62)}-model-initializer`)).toBe("a".repeat(62));
  });
});
