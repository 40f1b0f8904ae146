// Probe numbers as Kubernetes fills them in: 0 / 10 / 3, zeros counting as absent.
import { describe, expect, test } from "vitest";
import { parseDocument } from "../yaml/index.ts";
import { probeHandler, probeNumbers } from "./probe.ts";

const probe = (text: string) => parseDocument(text).cursor();

describe("probeNumbers", () => {
  test("takes Kubernetes' defaults for what is absent, empty or zero", () => {
    const defaults = { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 3 };
    expect(probeNumbers(probe("tcpSocket: { port: http }"))).toEqual(defaults);
    expect(probeNumbers(probe("{ periodSeconds: 0, failureThreshold: }"))).toEqual(defaults);
  });

  test("takes what is written", () => {
    expect(probeNumbers(probe("{ initialDelaySeconds: 80, periodSeconds: 5, failureThreshold: 200 }"))).toEqual({
      initialDelaySeconds: 80,
      periodSeconds: 5,
      failureThreshold: 200,
    });
  });

  test("knows nothing where a number is made by a template", () => {
    expect(probeNumbers(probe('{ initialDelaySeconds: "{{ delay }}" }'))).toBeUndefined();
  });
});

describe("probeHandler", () => {
  test.each(["exec", "httpGet", "tcpSocket", "grpc"])("knows %s", name => {
    expect(probeHandler(probe(`{ ${name}: { port: 9000 } }`))?.name).toBe(name);
  });

  test("is undefined without one", () => {
    expect(probeHandler(probe("{ periodSeconds: 5 }"))).toBeUndefined();
    expect(probeHandler(probe("{ tcpSocket: }"))).toBeUndefined();
  });
});
