import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { missingVolume } from "./rule.ts";

checkRule(missingVolume, import.meta.url);

function lintPod(pod: string, seldonVersion = "1.17.1") {
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "componentSpecs": [ { "spec": ${pod} } ], "graph": { "name": "iris", "implementation": "SKLEARN_SERVER", "modelUri": "s3://models/iris" } } ] } }`;
  return lintText(text, { rules: [missingVolume], seldonVersion, onCrash: "throw" }).findings;
}

test("never declares the model's volume where the operator adds it", () => {
  const mount = '"volumeMounts": [ { "name": "iris-provision-location", "mountPath": "/mnt/models" } ]';
  expect(lintPod(`{ "containers": [ { "name": "iris", ${mount} } ] }`)).toEqual([]);
  const initializer = `{ "name": "fetch", "image": "acme/fetch:1", ${mount} }`;
  expect(lintPod(`{ "initContainers": [ ${initializer} ], "containers": [ { "name": "iris" } ] }`)).toEqual([]);
});

test("leaves an initializer alone that mounts something else at the model's place", () => {
  const pod = `{ "initContainers": [ { "name": "iris-model-initializer", "image": "acme/fetch:1",
    "volumeMounts": [ { "name": "own", "mountPath": "/mnt/models" } ] } ],
    "containers": [ { "name": "iris" } ], "volumes": [ { "name": "own", "emptyDir": {} } ] }`;
  expect(lintPod(pod).map(({ messageId, fixes }) => [messageId, fixes.length])).toEqual([["initializer", 0]]);
});

test("a volume whose name a template makes may be any", () => {
  const pod = `{ "containers": [ { "name": "iris", "volumeMounts": [ { "name": "x", "mountPath": "/x" } ] } ],
    "volumes": [ { "name": "{{ .Values.volume }}", "emptyDir": {} } ] }`;
  expect(lintPod(pod)).toEqual([]);
});
