// Where a resource names other objects, whatever shape the text has.
import { expect, test } from "vitest";
import { parseStream } from "../yaml/index.ts";
import { objectReferences } from "./object-references.ts";
import { resourcesOf } from "./resource.ts";

function references(text: string): string[] {
  const [placed] = parseStream(text).documents;
  const resources = placed ? resourcesOf(placed.document) : [];
  return resources
    .flatMap(objectReferences)
    .map(({ kind, name, isOptional }) => `${kind} ${name}${isOptional ? "?" : ""}`);
}

test("of a pod: variables, volumes, pull secrets, service account", () => {
  const pod = `
    serviceAccountName: runner
    imagePullSecrets: [{name: registry}]
    volumes:
      - {name: a, secret: {secretName: keys}}
      - {name: b, configMap: {name: settings, optional: true}}
      - {name: c, persistentVolumeClaim: {claimName: data}}
      - {name: d, projected: {sources: [{secret: {name: token}}, {configMap: {name: more}}]}}
    containers:
      - name: a
        envFrom: [{secretRef: {name: from}}, {configMapRef: {name: map}}]
        env: [{name: X, valueFrom: {secretKeyRef: {name: one, key: k}}}, {name: Y, valueFrom: {configMapKeyRef: {name: two, key: k}}}]
`;
  expect(references(`kind: Pod\nspec:${pod}`)).toEqual([
    "ServiceAccount runner",
    "Secret registry",
    "Secret keys",
    "ConfigMap settings?",
    "PersistentVolumeClaim data",
    "Secret token",
    "ConfigMap more",
    "Secret from",
    "ConfigMap map",
    "Secret one",
    "ConfigMap two",
  ]);
});

test("names that a template makes, empty ones and other URIs are none", () => {
  const text = "envSecretRefName: '{{ x }}', serviceAccountName: '', modelUri: s3://claim/a";
  expect(references(`kind: SeldonDeployment\nspec: {${text}}`)).toEqual([]);
});

test("aliases are not followed, however much they repeat", () => {
  const levels = Array.from({ length: 40 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
  const text = [
    "kind: SeldonDeployment",
    "l0: &l0 {secretName: minio}",
    ...levels,
    "envSecretRefName: &n shared",
    "claimName: *n",
  ];
  expect(references(`${text.join("\n")}\n`)).toEqual(["Secret minio", "Secret shared", "PersistentVolumeClaim shared"]);
  expect(references("kind: SeldonDeployment\nspec: &s\n  graph: *s\n")).toEqual([]);
});
