// JSON from outside.

/** The value of a JSON text; undefined where it is none, was cut off, or is not there at all. */
export function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
