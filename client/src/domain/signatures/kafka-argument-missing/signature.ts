// Kafka mode without one of its variables (R4, seldon-facts §10.2).
import { defineSignature } from "../signature.ts";

export const kafkaArgumentMissing = defineSignature({
  id: "kafka-argument-missing",
  failureModes: [],
  sources: ["executor-log"],
  verdict: "cause",
  pattern: /Required argument (?<argument>kafka_\w+) missing|Failed to create kafka server: /,
  title: "Kafka settings are missing",
  meaning:
    "With serverType kafka the executor needs KAFKA_BROKER, KAFKA_INPUT_TOPIC and KAFKA_OUTPUT_TOPIC, and a broker that answers.",
  remedy: "Set the three in svcOrchSpec.env, and check the broker's address.",
  samples: [
    { lines: ["Required argument kafka_broker missing"] },
    { lines: ["Failed to create kafka server: Local: Broker transport failure"] },
  ],
});
