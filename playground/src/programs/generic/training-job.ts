// playground/train: a training job that logs a model to MLflow and prints the address to serve it from (seed 004, phase 2).
import { createHash } from "node:crypto";
import type { Program } from "../../kubelet/program.ts";

/** The last line is the address for `modelUri`. EXPERIMENT_ID, EPOCHS and MODEL_NAME may be set in the environment. */
export const trainingJob: Program = async context => {
  const experiment = context.env.get("EXPERIMENT_ID") ?? "3";
  const epochs = Number(context.env.get("EPOCHS") ?? 5);
  const run = createHash("md5")
    .update(context.pod.metadata.uid ?? context.pod.metadata.name)
    .digest("hex");
  context.log(`Starting run ${run} in experiment ${experiment}`);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    await context.sleep(3);
    const loss = 0.7 / (1 + epoch);
    context.log(
      `epoch ${epoch}/${epochs} train_loss=${loss.toFixed(4)} val_loss=${(loss * 1.1).toFixed(4)} val_auc=${(0.95 - loss / 4).toFixed(4)}`,
    );
  }
  context.log(`Logging model to experiment ${experiment}, run ${run}`);
  await context.sleep(2);
  context.log(`s3://mlflow-artifacts/${experiment}/${run}/artifacts/${context.env.get("MODEL_NAME") ?? "model"}`);
  return { exitCode: 0 };
};
