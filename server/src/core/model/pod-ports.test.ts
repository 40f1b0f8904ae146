// Port numbers as the operator's defaulting hands them out (seldon-facts §2.4, §5.3).
import { describe, expect, test } from "vitest";
import { parseDocument } from "../yaml/index.ts";
import { Deployment } from "./deployment.ts";
import { podContainers } from "./pod-ports.ts";
import { resourcesOf } from "./resource.ts";

function portsOf(spec: string): Record<string, string> | undefined {
  const [resource] = resourcesOf(parseDocument(`kind: SeldonDeployment\nspec:\n${spec}`));
  const containers = resource && podContainers(new Deployment(resource));
  return (
    containers &&
    Object.fromEntries(
      containers.map(({ predictor, name, pod, ports }) => [
        `${predictor.name}/${pod}/${name}`,
        ports.map(port => `${port.name} ${port.number}${port.written ? " written" : ""}`).join(", "),
      ]),
    )
  );
}

describe("podContainers", () => {
  test("numbers prepackaged units without a container", () => {
    expect(
      portsOf(`  predictors:
  - name: a
    graph: { name: one, implementation: SKLEARN_SERVER, children: [{ name: two, implementation: SKLEARN_SERVER }] }
  - name: b
    graph: { name: one, implementation: SKLEARN_SERVER }
`),
    ).toEqual({
      "a/0/one": "http 9000, grpc 9500, metrics 6000",
      "a/0/two": "http 9001, grpc 9501, metrics 6001",
      // The name is known already, so http and grpc are the same; metrics count on.
      "b/0/one": "http 9000, grpc 9500, metrics 6002",
    });
  });

  test("lets named ports win, and gives numbers to sidecars that do not use them", () => {
    expect(
      portsOf(`  predictors:
  - name: a
    componentSpecs:
    - spec:
        containers:
        - name: proxy
        - { name: model, ports: [{ name: http, containerPort: 9000 }, { name: metrics, containerPort: 7000 }] }
    - spec: { containers: [{ name: router, ports: [{ containerPort: 1234 }] }] }
    graph: { name: router, children: [{ name: model }] }
`),
    ).toEqual({
      "a/0/proxy": "",
      "a/0/model": "http 9000 written, grpc 9501, metrics 7000 written",
      "a/1/router": "http 9002, grpc 9502, metrics 6000",
    });
  });

  test("counts nothing where a template makes a name", () => {
    expect(
      portsOf('  predictors: [{ name: a, graph: { name: "{{ model }}", implementation: SKLEARN_SERVER } }]\n'),
    ).toBeUndefined();
  });
});
