// Which Secrets a manifest tells in full.
import { expect, test } from "vitest";
import { parseStream } from "../yaml/index.ts";
import { resourcesOf } from "./resource.ts";
import { isFilledLater } from "./secret.ts";

test.each([
  ["{ replicator.v1.mittwald.de/replicate-from: vault/store }", true],
  ['{ reflector.v1.k8s.emberstack.com/reflects: "vault/store" }', true],
  ['{ reflector.v1.k8s.emberstack.com/reflection-allowed: "true" }', false],
  ["{ example.com/owner: ml }", false],
])("a Secret with the annotations %s", (annotations, expected) => {
  const text = `kind: Secret\nmetadata: { name: store, annotations: ${annotations} }\nstringData: { A: x }\n`;
  const [secret] = parseStream(text).documents.flatMap(({ document }) => resourcesOf(document));
  expect(secret && isFilledLater(secret)).toBe(expected);
});
