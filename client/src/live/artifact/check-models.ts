// Looks for the models that a deployment names, each in its store, with the initializer's own credentials. Reads only.
import * as l10n from "@vscode/l10n";
import { questionKey, type ModelCheck, type ModelFinding, type ModelPlace } from "../../domain/artifact/index.ts";
import { planStore, predictInitializer, type S3Plan, type StoreFailure } from "../../domain/store/index.ts";
import type { CallOptions } from "../../kube/port.ts";
import { askAsInitializer, openStore } from "../../stores/s3/index.ts";
import { lookIntoStore } from "./look-into-store.ts";
import { readSecret, type SecretSources } from "./read-secret.ts";
import { wayToStore } from "./way-to-store.ts";

/** Stores that are asked at a time. */
const PARALLEL = 3;
/** Longest wait for an answer of a store, in milliseconds. */
const PATIENCE = 15_000;

export interface CheckOptions extends SecretSources, CallOptions {}

/**
 * One check for each place, in their order. Never rejects for what a store does: that is told.
 * @throws KubeError where the cluster cannot be reached, or the call was cancelled
 */
export async function checkModels(
  places: readonly ModelPlace[],
  options: CheckOptions,
): Promise<readonly ModelCheck[]> {
  const questions = new Map(places.map(place => [questionKey(place), place]));
  const answers = new Map<string, Omit<ModelCheck, "place">>();
  const waiting = [...questions];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      answers.set(next[0], await checkModel(next[1], options));
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, waiting.length) }, lane));
  return places.flatMap(place => {
    const answer = answers.get(questionKey(place));
    return answer ? [{ place, ...answer }] : [];
  });
}

type Answer = Omit<ModelCheck, "place">;

async function checkModel({ modelUri, secret: name }: ModelPlace, options: CheckOptions): Promise<Answer> {
  const secret = await readSecret(name, options, { signal: options.signal });
  if (secret.kind === "missing") return unknown(secret.reason);
  const { environment, origin } = secret.found;
  const plan = planStore({ modelUri, environment });
  const known = { secret: origin, through: undefined, notes: [] };
  switch (plan.kind) {
    case "unsupported":
      return { ...known, finding: { kind: "not-checked", reason: plan.reason } };
    case "fails":
      // The operator may have a Secret for units that name none, which nobody but it knows (seldon-facts §4).
      if (name === undefined) return { ...unknown(noSecretWords(plan.words)), secret: origin };
      return { ...known, finding: { kind: "fails", plan } };
    case "s3": {
      const { finding, through } = await askStore(plan, { modelUri, secret: name }, options);
      return { finding, secret: origin, through, notes: plan.notices.map(({ words }) => words) };
    }
  }
}

function noSecretWords(words: string): string {
  return l10n.t`The unit names no Secret. Unless the operator has a default one, the initializer fails: ${words}`;
}

function unknown(reason: string): Answer {
  return { finding: { kind: "not-checked", reason }, secret: undefined, through: undefined, notes: [] };
}

interface Asked {
  readonly finding: ModelFinding;
  readonly through: string | undefined;
}

async function askStore(
  plan: S3Plan,
  question: { readonly modelUri: string; readonly secret: string | undefined },
  { session, namespace, signal }: CheckOptions,
): Promise<Asked> {
  const way = await wayToStore(plan, session, namespace, { signal });
  switch (way.kind) {
    case "closed":
      return { finding: { kind: "not-checked", reason: way.reason }, through: undefined };
    case "no-such-service": {
      const words = l10n.t`The endpoint is ${way.through}, which pods do not find in the cluster.`;
      const failure: StoreFailure = { kind: "failure", reason: "no-such-host", words };
      return { finding: { kind: "refused", failure, outcome: predictInitializer(plan, failure) }, through: undefined };
    }
    case "straight":
    case "forward": {
      const lease = way.kind === "forward" ? way.lease : undefined;
      const store = openStore(plan, { via: lease, signal, patience: PATIENCE });
      try {
        const answer = await askAsInitializer(store, plan, { signal });
        const finding = await lookIntoStore(store, plan, question, answer, signal);
        return { finding, through: way.kind === "forward" ? way.through : undefined };
      } finally {
        store.close();
        await lease?.release();
      }
    }
  }
}
