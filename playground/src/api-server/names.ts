// What the server makes up for a new object: its uid, a name from generateName, and the time.
import { randomInt, randomUUID } from "node:crypto";

/** Letters and digits without vowels and look-alikes (apimachinery's util/rand). */
const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/** Names made from a base are cut so that five more letters fit into 63. */
const LONGEST_BASE = 58;

export function generatedName(base: string): string {
  const suffix = Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return base.slice(0, LONGEST_BASE) + suffix;
}

export function newUid(): string {
  return randomUUID();
}

/** RFC 3339 in whole seconds, from milliseconds. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
