// Finds out why a deployment does not serve: asks the domain what to get, gets it side by side, until nothing more is to be got.
import * as l10n from "@vscode/l10n";
import { diagnose, Known, nextNeeds, type Answer, type Diagnosis, type Need } from "../../domain/index.ts";
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import { fetchNeed } from "./fetch-need.ts";

export interface DiagnosedName {
  readonly namespace: string;
  /** Of the SeldonDeployment. */
  readonly name: string;
}

export interface DiagnoseOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Ends all requests; the diagnosis then says what it can. */
  readonly signal?: AbortSignal;
  /** Longest wait for the whole of it, in milliseconds. */
  readonly patience?: number;
  /** For callers that may neither write nor read a Secret: then nothing is tried out by a dry run. */
  readonly isReadOnly?: boolean;
}

const PATIENCE = 3_000;

/** So many requests at a time: a deployment of many predictors must not flood the API server. */
const MAX_REQUESTS = 8;

/** Rounds of the walk: the deployment, its parts, events and logs, executor and operator, the operator's log. One to spare. */
const MAX_ROUNDS = 6;

/**
 * Changes nothing; what is asked of the webhook is a dry run. What could not be had in time, or may not be read, stands in
 * the result as missing.
 */
export async function diagnoseDeployment(
  session: ClusterSession,
  target: DiagnosedName,
  { now, signal, patience = PATIENCE, isReadOnly = false }: DiagnoseOptions,
): Promise<Diagnosis> {
  const deadline = AbortSignal.timeout(patience);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const known = new Known(target, now);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const needs = nextNeeds(known);
    if (needs.length === 0) break;
    await Promise.all(inTurns(needs, MAX_REQUESTS, async need => known.add(need, await answerTo(need))));
  }
  return diagnose(known);

  async function answerTo(need: Need): Promise<Answer> {
    try {
      return await fetchNeed(session, target, need, { signal: either, now, isReadOnly });
    } catch (error) {
      if (!isKubeError(error)) throw error;
      const why = deadline.aborted ? l10n.t`the cluster did not answer within ${patience / 1000} s` : error.message;
      return { kind: "refused", why };
    }
  }
}

/** Works through a list with so many at a time. */
function inTurns<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void>[] {
  const queue = [...items];
  return Array.from({ length: Math.min(width, items.length) }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  });
}
