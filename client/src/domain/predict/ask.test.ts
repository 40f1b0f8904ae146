// Services, ports and explainers of deployments, by seldon-facts §5.1, §5.3, §6.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { deploymentToAsk, predictorNamed } from "./ask.ts";

const unit = (name: string, rest: object = {}): object => ({ name, implementation: "SKLEARN_SERVER", ...rest });

function asked(spec: object, name = "wine"): NonNullable<ReturnType<typeof deploymentToAsk>> {
  const ask = deploymentToAsk({ metadata: { name, namespace: "models" }, spec });
  if (!ask) throw new Error("not to be asked");
  return ask;
}

test("a predictor's Service is <deployment>-<predictor> on the executor's ports", () => {
  expect(asked({ predictors: [{ name: "default", graph: unit("m") }] })).toMatchObject({
    name: "wine",
    namespace: "models",
    protocol: "seldon",
    predictors: [
      {
        name: "default",
        service: "wine-default",
        httpPort: 8000,
        grpcPort: 5001,
        hasEngine: true,
        explainer: undefined,
      },
    ],
  });
});

test("over 63 characters the name is a hash, the annotated name never is", () => {
  const long = "p".repeat(60);
  const md5 = createHash("md5").update(`wine-${long}`).digest("hex");
  const annotations = { "seldon.io/svc-name": long.repeat(2) };
  const { predictors } = asked({
    predictors: [
      { name: long, graph: unit("m") },
      { name: long, graph: unit("m"), annotations },
    ],
  });
  expect(predictors.map(({ service }) => service)).toEqual([`seldon-${md5}`, long.repeat(2)]);
});

test("without an engine the Service leads to the model, numbered over all predictors (seldon-facts §11.13)", () => {
  const annotations = { "seldon.io/no-engine": "TRUE" };
  const ports = [{ name: "http", containerPort: 7000 }];
  const { predictors } = asked({
    predictors: [
      { name: "a", graph: unit("m"), annotations },
      { name: "b", graph: unit("n"), annotations },
      { name: "c", graph: unit("m"), annotations },
      { name: "d", graph: unit("o"), annotations, componentSpecs: [{ spec: { containers: [{ name: "o", ports }] } }] },
    ],
  });
  expect(predictors.map(({ httpPort, grpcPort }) => [httpPort, grpcPort])).toEqual([
    [9000, 9500],
    [9001, 9501],
    [9000, 9500],
    [7000, 9502],
  ]);
  expect(predictors[0]?.hasEngine).toBe(false);
});

test("a value of no-engine other than true leaves the engine in (seldon-facts §11.5)", () => {
  const annotations = { "seldon.io/no-engine": "false" };
  expect(asked({ predictors: [{ name: "a", graph: unit("m"), annotations }] }).predictors[0]?.hasEngine).toBe(true);
});

test("ports of live Services go before all others", () => {
  const services = [{ metadata: { name: "wine-a" }, spec: { ports: [{ name: "http", port: 8080 }] } }];
  const spec = { predictors: [{ name: "a", graph: unit("m") }] };
  expect(deploymentToAsk({ metadata: { name: "wine" }, spec }, services)?.predictors[0]).toMatchObject({
    httpPort: 8080,
    grpcPort: 5001,
  });
});

test("an explainer without a type is none; with one it has a Service of its own on 9000", () => {
  const { predictors } = asked({
    predictors: [
      { name: "a", graph: unit("m"), explainer: { containerSpec: { name: "x" } } },
      { name: "b", graph: unit("m"), explainer: { type: "AnchorTabular" } },
      { name: "c", graph: unit("m"), explainer: { type: "KernelShap", endpoint: { service_port: 9100 } } },
    ],
  });
  expect(predictors.map(({ explainer }) => explainer)).toEqual([
    undefined,
    { type: "AnchorTabular", service: "wine-b-explainer", port: 9000 },
    { type: "KernelShap", service: "wine-c-explainer", port: 9100 },
  ]);
});

test("kfserving is v2; the first predictor that is no shadow is asked; units are read from the root on", () => {
  const ask = asked({
    protocol: "kfserving",
    predictors: [
      { name: "shadow", shadow: true, graph: unit("m") },
      { name: "main", graph: unit("t", { children: [unit("m"), unit("n")] }) },
    ],
  });
  expect(ask.protocol).toBe("v2");
  expect(predictorNamed(ask, undefined)?.name).toBe("main");
  expect(predictorNamed(ask, "shadow")?.isShadow).toBe(true);
  expect(ask.predictors[1]?.units.map(({ name }) => name)).toEqual(["t", "m", "n"]);
});

test.each([undefined, null, 1, {}, { metadata: { name: "x" } }, { metadata: { name: "x" }, spec: { predictors: [] } }])(
  "%j cannot be asked",
  object => {
    expect(deploymentToAsk(object)).toBeUndefined();
  },
);
