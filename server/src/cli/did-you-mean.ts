// Guesses which known name a mistyped one was meant to be.
import { nearest } from "../core/index.ts";

/** A question to append to a message, or nothing. */
export function didYouMean(typed: string, known: readonly string[]): string {
  const closest = nearest(typed, known);
  return closest === undefined ? "" : ` Did you mean "${closest}"?`;
}
