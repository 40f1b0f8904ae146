// seldon.io/rest-timeout is no number (seldon-facts §10.2).
import { defineSignature } from "../signature.ts";

export const executorTimeoutNotANumber = defineSignature({
  id: "executor-timeout-not-a-number",
  failureModes: ["F61"],
  sources: ["executor-log"],
  verdict: "cause",
  pattern: /Failed to create http client: strconv\.ParseInt/,
  title: "seldon.io/rest-timeout is no number",
  meaning: "The executor reads seldon.io/rest-timeout as a number of milliseconds and cannot.",
  remedy: 'Write a whole number of milliseconds, such as "60000".',
  samples: [{ lines: ['Failed to create http client: strconv.ParseInt: parsing "60s": invalid syntax'] }],
});
