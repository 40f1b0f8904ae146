// Holds the playground's CRD against the verdicts of a real API server with Seldon's CRD, and of Seldon's webhook behind it.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { decodeError } from "../../admission/decode-error.ts";
import { readLikeKubectl } from "../../admission/read-like-kubectl.ts";
import { validateSeldonDeployment } from "../../admission/validate-seldon-deployment.ts";
import type { FieldError } from "../../kubernetes/objects.ts";
import { seldonDeploymentSchemas } from "../generated/seldon-deployment-schemas.ts";
import { reference } from "../schema/builtin-schemas.ts";
import { decodeBuiltin } from "../schema/decode.ts";
import { validateScaleReplicas } from "./custom-scale.ts";
import { objectAt } from "../../support/json.ts";
import { resolveSchema } from "./named-schemas.ts";
import { validateObjectMeta } from "./object-meta.ts";
import { applyStructuralSchema } from "./structural-schema.ts";

const Verdict = z.object({
  id: z.string(),
  yaml: z.string(),
  accepted: z.boolean(),
  status: z.number(),
  message: z.string(),
  pruned: z.array(z.string()),
  verdict: z.string(),
  webhook: z.object({ errors: z.array(z.string()), decodeError: z.string().optional() }).nullable(),
});

const FIXTURE = new URL("../../../../test/fixtures/crd-verdicts.jsonl", import.meta.url);
const verdicts = readFileSync(FIXTURE, "utf8")
  .trim()
  .split("\n")
  .map(line => Verdict.parse(JSON.parse(line)));
const schema = resolveSchema(seldonDeploymentSchemas, "SeldonDeployment");

test("there are 200 verdicts", () => {
  expect(verdicts).toHaveLength(200);
});

// The measured server is 1.20, which leaves indices out of a schema's mistakes; we have those of 1.27, so both are compared
// without. The order is left out, too: Go walks maps in any order.
test.each(verdicts)("$id: $verdict", verdict => {
  // A created object never keeps a status that its manifest brings, nor is it judged.
  const { status, ...manifest } = objectAt(readLikeKubectl(verdict.yaml));
  const envelope = { type: "object", properties: { metadata: reference("V1ObjectMeta") } };
  const { error } = decodeBuiltin(envelope, { metadata: manifest["metadata"] ?? {} });
  const isDecodable = manifest["kind"] !== undefined && error === undefined;
  expect(isDecodable).toBe(verdict.status !== 400);
  if (!isDecodable) return;

  const { object, pruned, droppedNulls, errors } = applyStructuralSchema(schema, manifest);
  const { generateName, ...others } = objectAt(manifest, "metadata");
  // Names are made before objects are judged.
  const name = typeof generateName === "string" ? { name: `${generateName}abcde` } : {};
  const metadata = { namespace: "default", ...name, ...others };
  const mistakes = [
    ...validateObjectMeta(metadata, { isNamespaced: true }),
    ...errors,
    ...validateScaleReplicas(object, ".spec.replicas"),
  ];
  expect(withoutIndices(mistakes)).toEqual(textsIn(verdict.message));
  expect(mistakes.length === 0).toBe(verdict.accepted);
  if (!verdict.accepted) return;

  expect([...pruned, ...droppedNulls, ...(status === undefined ? [] : ["status"])].sort()).toEqual(
    [...verdict.pruned].sort(),
  );
  expect(decodeError(object)).toBe(verdict.webhook?.decodeError);
  if (decodeError(object) !== undefined) return;
  expect(validateSeldonDeployment(object).map(error => `${error.field}: ${error.detail}`)).toEqual(
    verdict.webhook?.errors,
  );
});

function withoutIndices(errors: readonly FieldError[]): string[] {
  const texts = errors.map(({ type, field, detail }) => {
    const short = type === "FieldValueDuplicate" ? field : field.replaceAll(/\[\d+\]/g, "");
    return `${short}: ${detail.replaceAll(field, short)}`;
  });
  return [...new Set(texts)].sort();
}

/** The single mistakes in `SeldonDeployment.machinelearning.seldon.io "x" is invalid: [a, b]`. */
function textsIn(message: string): string[] {
  const list = /^SeldonDeployment\.\S+ ".*?" is invalid: (.*)$/s.exec(message)?.[1] ?? "";
  if (list === "") return [];
  if (!list.startsWith("[")) return [list];
  return list
    .slice(1, -1)
    .split(/, (?=\.?(?:spec|metadata|status)\b)/)
    .sort();
}
