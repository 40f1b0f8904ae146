// What makes a finding the same one after lines have moved: its rule, its path in the document and its message.
import type { Finding } from "../../../schemas/src/index.ts";

/** The same for findings of a file that only differ in where they stand. */
export function findingKey({ rule, path, message }: Pick<Finding, "rule" | "path" | "message">): string {
  return JSON.stringify([rule, path, message]);
}
