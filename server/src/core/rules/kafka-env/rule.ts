// A deployment served from Kafka needs three variables on the executor of every predictor (webhook R4).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { KAFKA_ENV, type Predictor } from "../../model/index.ts";
import { appendItem, setValue, type Edits, type PlainValue, type YamlDocument } from "../../yaml/index.ts";

export const kafkaEnv = defineRule({
  id: "kafka-env",
  severity: "error",
  title: "Require the Kafka variables of a deployment with server type kafka",
  why: "Seldon's admission webhook refuses the manifest: `For kafka please supply svcOrchSpec envs KAFKA_BROKER, KAFKA_INPUT_TOPIC, KAFKA_OUTPUT_TOPIC`. It counts the entries only, so one name written three times passes and the executor then stops with `Required argument kafka_broker missing`.",
  remedy: "Give `svcOrchSpec.env` of each predictor `KAFKA_BROKER`, `KAFKA_INPUT_TOPIC` and `KAFKA_OUTPUT_TOPIC`.",
  failureModes: [],
  upstream: "R4",
  messages: {
    missing: {
      text: 'With server type kafka the executor of this predictor needs {missing}. The webhook refuses the manifest: "For kafka please supply svcOrchSpec envs KAFKA_BROKER, KAFKA_INPUT_TOPIC, KAFKA_OUTPUT_TOPIC".',
      refusedBy: "webhook",
    },
    repeated: {
      text: 'The executor of this predictor lacks {missing}: the webhook only counts the Kafka variables, and one is written several times. The executor will stop with "Required argument {argument} missing".',
    },
  },
  check({ deployment, document, report }) {
    if (deployment.spec.key("serverType").string() !== "kafka") return;
    for (const predictor of deployment.predictors) {
      const env = predictor.at.at("svcOrchSpec", "env");
      const names = env.items().map(item => item.key("name").string() ?? "");
      const missing = KAFKA_ENV.filter(name => !names.includes(name));
      const [first] = missing;
      if (first === undefined) continue;
      const counted = names.filter(name => KAFKA_ENV.includes(name)).length;
      report({
        at: env,
        message: counted < KAFKA_ENV.length ? "missing" : "repeated",
        data: { missing: missing.join(", "), argument: first.toLowerCase() },
        fixes: [
          suggestion(
            l10n.t("Add the missing Kafka variables with placeholders"),
            addVariables(document, predictor, missing),
          ),
        ],
      });
    }
  },
});

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  KAFKA_BROKER: "my-cluster-kafka-bootstrap.kafka.svc.cluster.local:9092",
  KAFKA_INPUT_TOPIC: "model-input",
  KAFKA_OUTPUT_TOPIC: "model-output",
};

function addVariables(document: YamlDocument, predictor: Predictor, missing: readonly string[]): Edits | undefined {
  const env = predictor.at.at("svcOrchSpec", "env");
  const values: PlainValue[] = missing.map(name => ({ name, value: PLACEHOLDERS[name] ?? "" }));
  if (env.isEmpty || env.items().length === 0) return setValue(document, env, values);
  const edits = values.map(value => appendItem(document, env, value));
  return edits.every(edit => edit !== undefined) ? edits.flat() : undefined;
}
