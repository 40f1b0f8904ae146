// Takes secrets out of everything that is printed, and whatever would steer the terminal.
import { maskCredentials } from "../../domain/index.ts";

const MASK = "••••••";

/** Masks the values of the named variables wherever they come up, as they are and as JSON writes them. */
export function createMask(values: readonly string[]): (text: string) => string {
  const spellings = values
    .filter(value => value !== "")
    .flatMap(value => [value, JSON.stringify(value).slice(1, -1), Buffer.from(value).toString("base64")])
    // A value that holds another one has to go first.
    .toSorted((one, other) => other.length - one.length);
  return text => {
    const masked = spellings.reduce((left, spelling) => left.replaceAll(spelling, MASK), text);
    return harmless(maskCredentials(masked));
  };
}

/** Control characters spelled out; line breaks and tabs stay. */
function harmless(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
