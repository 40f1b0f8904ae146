import { expect, test } from "vitest";
import type { PreflightFacts } from "../../domain/deploy/index.ts";
import { releaseText } from "./release-text.ts";

const CRD = {
  versions: [
    { name: "v1", served: true },
    { name: "v1alpha2", served: true },
    { name: "v1alpha3", served: false },
  ],
};

function operator(tag: string): PreflightFacts["operator"] {
  const image = `docker.io/seldonio/seldon-core-operator:${tag}`;
  return { namespace: "seldon-system", name: "seldon-controller-manager", image, readyReplicas: 1, env: {}, args: [] };
}

test("names the release and the versions that the CRD serves", () => {
  expect(releaseText({ operator: operator("1.17.1"), crd: CRD }, "prod", "1.17.1")).toEqual({
    text: "Seldon 1.17.1 in prod",
    detail: "Its CRD serves v1, v1alpha2.",
    isWarning: false,
    checkFor: undefined,
  });
});

test("a patch release is no difference, another minor is", () => {
  expect(releaseText({ operator: operator("1.17.0"), crd: CRD }, "prod", "1.17.1").checkFor).toBeUndefined();
  const older = releaseText({ operator: operator("1.15.1"), crd: CRD }, "prod", "1.17.1");
  expect(older).toMatchObject({ checkFor: "1.15.1", isWarning: true });
  expect(older.detail).toBe("Manifests here are checked for 1.17.1. Its CRD serves v1, v1alpha2.");
});

test("what may not be read is not guessed", () => {
  expect(releaseText({ operator: undefined, crd: undefined }, "prod", "1.17.1")).toEqual({
    text: "Seldon in prod",
    detail: "Which release runs cannot be seen from here.",
    isWarning: false,
    checkFor: undefined,
  });
});

test("a cluster without the CRD is said to have no Seldon Core", () => {
  expect(releaseText({ operator: null, crd: null }, "prod", "1.17.1").text).toBe("No Seldon Core in prod");
});
