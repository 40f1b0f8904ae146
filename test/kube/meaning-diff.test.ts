// What was applied and is applied again changes nothing that means something: for every sample of Seldon's that the webhook
// accepts, on every cluster there is. Skipped by name where the samples are not beside the project.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import {
  conflictsOf,
  conflictsToAsk,
  isUnchanged,
  meaningDifferences,
  objectToApply,
  planDeploy,
  previewOf,
  refusalsOf,
} from "../../client/src/domain/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type WriteResult } from "../../client/src/kube/port.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { manifestObjectsOf } from "../../server/src/core/language/manifest-objects.ts";
import { parseStream } from "../../server/src/core/yaml/index.ts";
import { conformance } from "./support/cluster.ts";
import { seldonDeployment, SELDON_DEPLOYMENT } from "./support/seldon-deployment.ts";

const CORPUS = path.resolve(projectRoot, "../shared/data/corpus");
const CorpusEntry = z.object({ file: z.string(), webhookAccepts: z.boolean() });
const isPresent = existsSync(CORPUS);
const reason = isPresent ? "" : " (skipped: ../shared/data/corpus is not beside the project)";

interface Sample {
  readonly file: string;
  readonly object: KubeObject;
}

conformance("Meaning of differences", cluster => {
  test.skipIf(!isPresent)(`the preview of an unchanged object is empty${reason}`, async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const found: string[] = [];
    let count = 0;
    for (const { file, object } of samples(namespace)) {
      const applied = await appliedSample(session, object);
      if (!applied) continue;
      count++;
      const again = await session.apply(SELDON_DEPLOYMENT, object, { isDryRun: true });
      const live = await session.get({ type: SELDON_DEPLOYMENT, namespace, name: object.metadata.name });
      if (!isUnchanged(live, again.object))
        found.push(`${file}: ${JSON.stringify(meaningDifferences(live, again.object))}`);
      const { before, after } = previewOf(live, again.object, object);
      if (JSON.stringify(before) !== JSON.stringify(after)) found.push(`${file}: printed in another order`);
      if (!isUnchanged(applied.object, live)) found.push(`${file}: read differs from what the apply answered`);
      await session.delete({ type: SELDON_DEPLOYMENT, namespace, name: object.metadata.name });
    }
    expect(found).toEqual([]);
    expect(count).toBeGreaterThan(100);
  });

  test.skipIf(!isPresent)(`a changed value is all that the preview shows${reason}`, async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const [first] = samples(namespace);
    if (!first) throw new Error("The corpus has no sample.");
    const { object: live } = await session.apply(SELDON_DEPLOYMENT, first.object);
    const changed = { ...first.object, metadata: { ...first.object.metadata, labels: { team: "a" } } };
    const { object: result } = await session.apply(SELDON_DEPLOYMENT, changed, { isDryRun: true });
    expect(meaningDifferences(live, result).map(({ after }) => after)).toEqual([{ team: "a" }]);
  });

  test("what we wrote by an Update is in conflict with our apply, and is our own", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const object = seldonDeployment(namespace, "iris", { traffic: 100 });
    await session.apply(SELDON_DEPLOYMENT, object);
    const ref = { type: SELDON_DEPLOYMENT, namespace, name: "iris" };
    const path = "/spec/predictors/0/traffic";
    const { object: live } = await session.jsonPatch(ref, [{ op: "replace", path, value: 99 }]);
    const refusal: unknown = await session.apply(SELDON_DEPLOYMENT, object).catch((error: unknown) => error);
    const status = isKubeError(refusal) ? (refusal.status ?? {}) : {};
    const conflicts = conflictsOf(status, live, object);
    expect(conflicts.map(({ field, differences }) => [field, differences])).toEqual([
      [".spec.predictors", [{ path: ["spec", "predictors", 0, "traffic"], before: 99, after: 100 }]],
    ]);
    expect(conflictsToAsk(conflicts)).toEqual([]);
  });
});

/** Undefined for samples with fields that the CRD does not have: newer API servers refuse those in a server-side apply. */
async function appliedSample(session: ClusterSession, object: KubeObject): Promise<WriteResult | undefined> {
  try {
    return await session.apply(SELDON_DEPLOYMENT, object);
  } catch (error) {
    if (!isKubeError(error)) throw error;
    const rules = refusalsOf(error.status ?? {}, object).map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set(["unknown-field"]));
    return undefined;
  }
}

/** As they are sent: read as the server reads them, prepared as a deploy does. */
function samples(namespace: string): Sample[] {
  const index = z.array(CorpusEntry).parse(JSON.parse(readFileSync(path.join(CORPUS, "index.json"), "utf8")));
  return index
    .filter(({ webhookAccepts }) => webhookAccepts)
    .flatMap(({ file }) => {
      const objects = manifestObjectsOf(parseStream(readFileSync(path.join(CORPUS, file), "utf8")));
      const named = objects.map(({ name, namespace: written, ...object }) => ({
        ...object,
        name: name ?? null,
        namespace: written ?? null,
      }));
      const { steps } = planDeploy(named, namespace, "chosen");
      return steps
        .filter(({ kind }) => kind.kind === "SeldonDeployment")
        .map(({ object, name }) => ({ file, object: sent({ ...asMap(object.value) }, name, namespace) }));
    });
}

/** All under one version: the alpha versions have the same schema (seldon-facts §1.1). */
function sent(value: Readonly<Record<string, unknown>>, name: string, namespace: string): KubeObject {
  const { metadata } = objectToApply(value, namespace);
  return {
    ...objectToApply(value, namespace),
    ...{ apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment" },
    metadata: { ...asMap(metadata), name, namespace },
  };
}

function asMap(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
