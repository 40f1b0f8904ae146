// Feedback on an answer, and how routers shared requests out after it (seldon-facts §7.4, §7.6).
import { isMap } from "../deploy/plain.ts";
import { readBody } from "./answer-body.ts";
import type { Answer, PreparedRequest } from "./exchange.ts";
import type { ReadAnswer } from "./read-answer.ts";
import { feedbackBody } from "./seldon-body.ts";

export interface Feedback {
  readonly reward?: number | undefined;
  /** What would have been right: rows, a value, a text, or a whole SeldonMessage. */
  readonly truth?: unknown;
}

/**
 * The same way as the request, to `/feedback` or `SendFeedback`. `undefined` where the protocol has none, or where nothing
 * was asked that it could be about: only Seldon's protocol brings feedback to a unit.
 */
export function feedbackRequest(
  request: PreparedRequest,
  answer: Answer,
  feedback: Feedback,
): PreparedRequest | undefined {
  const { call } = request;
  if (request.protocol !== "seldon" || request.endpoint !== "predict") return undefined;
  const sent = call.transport === "grpc" ? call.message : readBody(call.body ?? "").value;
  if (!isMap(sent)) return undefined;
  const body = feedbackBody(sent, readBody(answer.body).value, feedback.reward, feedback.truth);
  if (call.transport === "grpc") {
    return { ...request, endpoint: "feedback", call: { ...call, method: "SendFeedback", message: body } };
  }
  const path = call.path.replace(/\/predictions$/, "/feedback");
  return { ...request, endpoint: "feedback", call: { ...call, path, body: JSON.stringify(body) } };
}

export interface RouterShare {
  readonly router: string;
  /** Requests for each branch; −1 went to all children, −2 to none (seldon-facts §7.6). */
  readonly branches: readonly { readonly branch: number; readonly count: number; readonly share: number }[];
}

/** Which branch each router took in these answers; empty where the executor does not tell (`SELDON_ENABLE_ROUTING_INJECTION`). */
export function routerShares(answers: readonly Pick<ReadAnswer, "routing">[]): RouterShare[] {
  const counts = new Map<string, Map<number, number>>();
  for (const { routing } of answers) {
    for (const [router, branch] of Object.entries(routing)) {
      const branches = counts.get(router) ?? new Map<number, number>();
      counts.set(router, branches.set(branch, (branches.get(branch) ?? 0) + 1));
    }
  }
  return [...counts].map(([router, branches]) => {
    const total = [...branches.values()].reduce((sum, count) => sum + count, 0);
    const sorted = [...branches].sort(([left], [right]) => left - right);
    return { router, branches: sorted.map(([branch, count]) => ({ branch, count, share: count / total })) };
  });
}

/** How often each predictor answered, past a gateway that shares requests out. */
export function predictorShares(answers: readonly Pick<ReadAnswer, "predictor">[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { predictor } of answers) {
    if (predictor !== undefined) counts.set(predictor, (counts.get(predictor) ?? 0) + 1);
  }
  return counts;
}
