// The wrapper's own metrics on :6000/prometheus: feedback and its rewards (seldon-facts §8).
import type { ProgramContext } from "../../kubelet/program.ts";
import { readImage } from "../images.ts";
import { asText, parseJson, valueAt } from "../../support/json.ts";

interface FeedbackMetrics {
  /** A reward of 0 counts nothing, as in the wrapper. */
  count(reward: number): void;
  /** Prometheus text. */
  print(): string;
}

export function feedbackMetrics(context: ProgramContext): FeedbackMetrics {
  let total = 0;
  let rewards = 0;
  const labels = labelsOf(context);
  return {
    count: reward => {
      if (reward === 0) return;
      total += 1;
      rewards += reward;
    },
    print: () =>
      [
        "# HELP seldon_api_model_feedback_total ",
        "# TYPE seldon_api_model_feedback_total counter",
        ...(total === 0 ? [] : [`seldon_api_model_feedback_total{${labels}} ${total}.0`]),
        "# HELP seldon_api_model_feedback_reward_total ",
        "# TYPE seldon_api_model_feedback_reward_total counter",
        ...(total === 0 ? [] : [`seldon_api_model_feedback_reward_total{${labels}} ${rewards}`]),
        "",
      ].join("\n"),
  };
}

function labelsOf({ env }: ProgramContext): string {
  const image = readImage(env.get("PREDICTIVE_UNIT_IMAGE") ?? "");
  const deployment = env.get("SELDON_DEPLOYMENT_ID") ?? "";
  const version = asText(valueAt(parseJson(env.get("PREDICTOR_LABELS") ?? "{}"), "version")) ?? "";
  return Object.entries({
    deployment_name: deployment,
    image_name: image.repository,
    image_version: image.tag,
    method: "feedback",
    model_image: image.repository,
    model_name: env.get("PREDICTIVE_UNIT_ID") ?? "",
    model_version: image.tag,
    predictor_name: env.get("PREDICTOR_ID") ?? "",
    predictor_version: version,
    seldon_deployment_name: deployment,
    worker_id: "23",
  })
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",");
}
