// What the webhook says of shadows and of the predictors' shares: rules R18 to R21 of seldon-facts §2.2.
import type { FieldError } from "../kubernetes/objects.ts";
import { invalid } from "./webhook-errors.ts";
import type { WebhookView } from "./webhook-view.ts";

const ILLEGAL_SHADOW = "shadow traffic is illegal, the traffic number should be between [0, 100]";

/** A shadow's share counts towards no sum; single shares have no limits, but shadows' have. */
export function validateTraffic({ predictors }: WebhookView): FieldError[] {
  const shadows = predictors.filter(predictor => predictor.isShadow);
  const errors = shadows.flatMap(({ name, traffic }, index) => [
    ...(index > 0 ? [invalid("spec", name, "Multiple shadows are not allowed")] : []),
    ...(traffic < 0 || traffic > 100 ? [invalid("spec", name, ILLEGAL_SHADOW)] : []),
  ]);
  const first = predictors[0]?.name ?? "";
  const sum = predictors.filter(({ isShadow }) => !isShadow).reduce((total, { traffic }) => total + traffic, 0);
  if (sum !== 100 && predictors.length - shadows.length > 1) {
    errors.push(invalid("spec", first, "Traffic must sum to 100 for multiple predictors"));
  }
  if (predictors.length === 1 && sum > 0 && sum < 100) {
    errors.push(invalid("spec", first, "Traffic must sum be 100 for a single predictor when set"));
  }
  return errors;
}
