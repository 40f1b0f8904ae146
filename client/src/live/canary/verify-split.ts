// Proves a split by requests that take the way of clients: sent through the ingress, counted by who answered.
import * as l10n from "@vscode/l10n";
import {
  countByAnswers,
  countByMetrics,
  isSameSplit,
  proveSplit,
  splitOf,
  type CannotTell,
  type Count,
  type KnownPredictor,
  type Proof,
  type Split,
} from "../../domain/canary/index.ts";
import type { Outcome } from "../../domain/predict/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../resource-types.ts";
import type { DeploymentName, LiveDeployment } from "./change-deployment.ts";
import { lookAtCanary } from "./look-at-canary.ts";
import { parseJson } from "../../domain/json/index.ts";

export interface VerifyOptions {
  /** How many requests, at least 1. */
  readonly requests: number;
  /** On their way at a time. */
  readonly concurrency: number;
  /** Sends one through the ingress: a predictor's own Service would bypass the split. */
  send(): Promise<Outcome>;
  readonly signal?: AbortSignal | undefined;
  /** @param done requests that have come to an end */
  onProgress?(done: number): void;
}

export interface VerifiedSplit {
  readonly result: Proof | CannotTell;
  /** Requests without an answer. */
  readonly unanswered: number;
  /** Answers that were errors; the executors count them as well. */
  readonly errors: number;
}

/**
 * Counted by what the answers say of themselves; where they do not tell predictors apart, by what the executors counted
 * meanwhile; else it cannot be told. @throws KubeError where the deployment cannot be read
 */
export async function verifySplit(
  session: ClusterSession,
  name: DeploymentName,
  options: VerifyOptions,
): Promise<VerifiedSplit> {
  const { signal } = options;
  const deployment = await session.get({ type: SELDON_DEPLOYMENTS, ...name }, { signal });
  const split = splitIn(deployment);
  const look = (): ReturnType<typeof lookAtCanary> =>
    lookAtCanary(session, deployment, "", { now: () => Date.now(), signal });
  const before = await look();
  const counter = countByAnswers((deployment.spec?.predictors ?? []).map(knownPredictor));
  const { answered, ...facts } = await sendAll(options, body => counter.add(parseJson(body)));
  const result = counter.count() ?? (await byMetrics(split, answered, before, look));
  const now = splitIn(await session.get({ type: SELDON_DEPLOYMENTS, ...name }, { signal }));
  if (!isSameSplit(split, now))
    return { ...facts, result: cannotTell(l10n.t("The split was changed while requests were sent.")) };
  return { ...facts, result: "kind" in result ? result : proveSplit(split, result) };
}

interface Tally extends Omit<VerifiedSplit, "result"> {
  readonly answered: number;
}

/** No answer is kept: there may be very many, and large ones. */
async function sendAll(options: VerifyOptions, onAnswer: (body: string) => void): Promise<Tally> {
  const { requests, concurrency, signal } = options;
  let [begun, answered, unanswered, errors] = [0, 0, 0, 0];
  const lane = async (): Promise<void> => {
    while (begun < requests && signal?.aborted !== true) {
      begun += 1;
      const outcome = await options.send();
      if (outcome.kind === "answer") {
        answered += 1;
        if (outcome.status >= 400) errors += 1;
        onAnswer(outcome.body);
      } else unanswered += 1;
      options.onProgress?.(answered + unanswered);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, requests) }, lane));
  return { answered, unanswered, errors };
}

type Look = Awaited<ReturnType<typeof lookAtCanary>>;

async function byMetrics(
  split: Split,
  sent: number,
  before: Look,
  lookAgain: () => Promise<Look>,
): Promise<Count | CannotTell> {
  if (sent === 0) return cannotTell(l10n.t("Nobody answered, so there is nothing to count."));
  const unclear = l10n.t("The answers do not tell which predictor gave them.");
  if (before.kind === "unreadable") return cannotTell(`${unclear} ${before.reason}`);
  const after = await lookAgain();
  if (after.kind === "unreadable") return cannotTell(`${unclear} ${after.reason}`);
  return countByMetrics(split, before.look.executors, after.look.executors, sent);
}

function cannotTell(reason: string): CannotTell {
  return { kind: "cannot-tell", reason };
}

function knownPredictor(spec: NonNullable<NonNullable<LiveDeployment["spec"]>["predictors"]>[number]): KnownPredictor {
  const containers = (spec.componentSpecs ?? []).flatMap(component => component.spec?.containers ?? []);
  const images = new Map(containers.flatMap(({ name, image }) => (image === undefined ? [] : [[name, image]])));
  return { name: spec.name, ...(spec.graph && { graph: spec.graph }), images };
}

function splitIn({ spec }: LiveDeployment): Split {
  return splitOf(spec?.predictors ?? []);
}
