// The wrapper got a body or content type it cannot use (F28).
import { defineSignature } from "../signature.ts";

export const requestNotUnderstood = defineSignature({
  id: "request-not-understood",
  failureModes: ["F28"],
  sources: ["model-log", "executor-log", "answer"],
  verdict: "cause",
  pattern: /Can't find JSON in data|Invalid request data type: /,
  title: "request is not in Seldon's format",
  meaning:
    "The body is no JSON of the seldon protocol, or the header Content-Type: application/json is missing. Bodies with inputs or instances belong to other protocols.",
  remedy: 'Send {"data":{"ndarray":[[...]]}} with Content-Type: application/json to /api/v1.0/predictions.',
  samples: [
    {
      lines: ['{"status":{"code":-1,"info":"Can\'t find JSON in data","reason":"MICROSERVICE_BAD_DATA","status":1}}'],
      source: "answer",
    },
    { lines: ["seldon_core.flask_utils.SeldonMicroserviceException: Invalid request data type: {'inputs': []}"] },
  ],
});
