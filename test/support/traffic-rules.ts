// The traffic rules of Seldon's webhook, written from seldon-facts §2.2 and from nothing of ours.

interface Predictor {
  readonly name: string;
  readonly traffic?: number | undefined;
  readonly shadow?: boolean;
}

/** Messages of R5, R9, R18, R19, R20 and R21; empty where the webhook accepts the predictors. */
export function webhookRefusals(predictors: readonly Predictor[]): readonly string[] {
  const messages: string[] = [];
  const shadows = predictors.filter(({ shadow }) => shadow === true);
  const [only] = predictors;
  if (only !== undefined && predictors.length === 1 && shadows.length === 1) {
    messages.push("Shadow can not exist as only predictor");
  }
  if (new Set(predictors.map(({ name }) => name)).size < predictors.length) messages.push("Duplicate predictor name");
  if (shadows.length > 1) messages.push("Multiple shadows are not allowed");
  if (shadows.some(({ traffic = 0 }) => traffic < 0 || traffic > 100)) {
    messages.push("shadow traffic is illegal, the traffic number should be between [0, 100]");
  }
  const sum = predictors.reduce((all, { traffic = 0, shadow }) => all + (shadow === true ? 0 : traffic), 0);
  if (sum !== 100 && predictors.length - shadows.length > 1) {
    messages.push("Traffic must sum to 100 for multiple predictors");
  }
  const single = only?.traffic ?? 0;
  if (predictors.length === 1 && single > 0 && single < 100) {
    messages.push("Traffic must sum be 100 for a single predictor when set");
  }
  return messages;
}
