// The definitions a playground begins with; that a real API server takes them was tried by dry run.
import { expect, test } from "vitest";
import { playgroundCrds } from "./playground-crds.ts";

test("are Seldon's, and those of what its operator makes", () => {
  expect(playgroundCrds().map(definition => definition.metadata.name)).toEqual([
    "seldondeployments.machinelearning.seldon.io",
    "virtualservices.networking.istio.io",
    "destinationrules.networking.istio.io",
    "gateways.networking.istio.io",
    "mappings.getambassador.io",
    "tlscontexts.getambassador.io",
    "scaledobjects.keda.sh",
  ]);
});

test("serve SeldonDeployments in three versions, of which v1 is stored, with status and scale (seldon-facts §1.1)", () => {
  const [seldon] = playgroundCrds();
  const subresources = { status: {}, scale: { specReplicasPath: ".spec.replicas" } };
  expect(seldon).toMatchObject({
    spec: {
      scope: "Namespaced",
      names: { kind: "SeldonDeployment", shortNames: ["sdep"] },
      versions: [
        { name: "v1", served: true, storage: true, subresources },
        { name: "v1alpha2", served: true, storage: false, subresources },
        { name: "v1alpha3", served: true, storage: false, subresources },
      ],
    },
  });
});

test("hold no reference that a client could not follow, and end at the tenth level of children", () => {
  const text = JSON.stringify(playgroundCrds());
  expect(text).not.toContain('"$ref"');
  expect(text.match(/"children"/g)).toHaveLength(30);
});
