// An annotation of the operator's that is no number (seldon-facts §10.1).
import { defineSignature } from "../signature.ts";

export const annotationNotANumber = defineSignature({
  id: "annotation-not-a-number",
  failureModes: ["F71"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /strconv\.Atoi: parsing "(?<value>[^"]*)": invalid syntax|Failed to parse (?<number>\S+) as integer for/,
  title: "an annotation is no number",
  meaning: "The operator reads a seldon.io annotation as a whole number and cannot.",
  remedy: 'Write a whole number in quotes, such as "60000" for seldon.io/rest-timeout.',
  samples: [{ lines: ['strconv.Atoi: parsing "60s": invalid syntax'] }],
});
