// "May I?": asked of the cluster once, remembered for a while.
import * as l10n from "@vscode/l10n";
import type { AccessAnswer, AccessQuestion, CallOptions } from "../port.ts";
import { cancelled } from "../errors/make-error.ts";
import type { Transport } from "../http/transport.ts";
import { parseJson, stringAt, valueAt } from "../json.ts";

export type AskAccess = (question: AccessQuestion, options?: CallOptions) => Promise<AccessAnswer>;

/** Answers are kept for `timing.accessReview`; callers with the same question at the same time share one request. */
export function createAccessReviews(transport: Transport, now: () => number = Date.now): AskAccess {
  const kept = new Map<string, { readonly answer: Promise<AccessAnswer>; readonly until: number }>();
  return async (question, options = {}) => {
    const key = JSON.stringify([
      question.verb,
      question.group,
      question.resource,
      question.subresource,
      question.namespace,
      question.name,
    ]);
    const found = kept.get(key);
    if (found && found.until > now()) return unlessAborted(found.answer, options.signal);
    const answer = ask(transport, question);
    kept.set(key, { answer, until: now() + transport.timing.accessReview });
    answer.catch(() => kept.delete(key));
    return unlessAborted(answer, options.signal);
  };
}

async function ask(transport: Transport, question: AccessQuestion): Promise<AccessAnswer> {
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: question },
  };
  const { body } = await transport.send({
    method: "POST",
    path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    body: { type: "application/json", text: JSON.stringify(review) },
    what: l10n.t`ask whether we may ${question.verb} ${question.resource}`,
  });
  const status = valueAt(parseJson(body), "status");
  return { isAllowed: valueAt(status, "allowed") === true, reason: stringAt(status, "reason") };
}

/** The request is shared, so that one caller's giving up must not end it for the others. */
function unlessAborted<R>(answer: Promise<R>, signal: AbortSignal | undefined): Promise<R> {
  if (!signal) return answer;
  if (signal.aborted) return Promise.reject(cancelled(signal));
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled(signal));
    signal.addEventListener("abort", abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
