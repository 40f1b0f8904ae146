// A secret goes where it was given for: a typed address never gets one that was given for a deployment.
import { expect, test } from "vitest";
import { verifyDestination } from "./verify-destination.ts";

const IRIS = { context: "lab", namespace: "models", name: "iris" };

test("a typed address stands for itself, whatever its path and its user", () => {
  const at = (url: string): string => verifyDestination({ kind: "url", url }, IRIS);
  expect(at("https://models.example/seldon?a=1")).toBe("https://models.example");
  expect(at("https://models.example@other.example:8443")).toBe("https://other.example:8443");
});

test("a gateway in the cluster stands for the deployment", () => {
  const route = { kind: "service", namespace: "istio-system", service: "istio-ingressgateway", port: 80 } as const;
  expect(verifyDestination(route, IRIS)).toBe("iris in models of lab");
});
