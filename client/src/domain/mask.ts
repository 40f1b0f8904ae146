// Takes secret values out of text before anybody reads it.

const MASK = "••••••";

/** Shorter values would take ordinary words and numbers out of every line. */
const MIN_LENGTH = 4;

/**
 * Makes a function that masks the given values in a line, also where they are escaped for a URL or quoted; base64 has to
 * be given as a value of its own. Longer values are masked first, so that none leaves the rest of another behind.
 */
export function masking(secrets: Iterable<string>): (line: string) => string {
  const values = [...new Set([...secrets].flatMap(spellings))].filter(value => value.length >= MIN_LENGTH);
  if (values.length === 0) return line => line;
  const pattern = new RegExp(
    values
      .sort((a, b) => b.length - a.length)
      .map(escape)
      .join("|"),
    "g",
  );
  return line => line.replace(pattern, MASK);
}

/** A secret with a line break stands in a log line by line, and escaped where it was quoted or put into a URL. */
function spellings(secret: string): string[] {
  const trimmed = secret.trim();
  return [trimmed, inUrl(trimmed), ...trimmed.split(/\r?\n/), JSON.stringify(trimmed).slice(1, -1)];
}

function inUrl(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // Text with half a character in it has no spelling in a URL.
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
