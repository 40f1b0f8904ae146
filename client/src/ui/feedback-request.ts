// Which request files send feedback: routers learn from it, so that it changes how a deployment answers.
import { textAt } from "../domain/deploy/index.ts";

/** @param value the plain object of a request file; all of its cases have one target */
export function isFeedbackRequest(value: unknown): boolean {
  return textAt(value, "spec", "target", "endpoint") === "feedback";
}
