// Gives equal strings the same place in memory: of the text of a large cluster's objects, most is the same from object to object.

/** Makes the strings of a value, at any depth, those that earlier values have. Keys are shared by JavaScript itself. */
export function shareStrings(value: object): void {
  for (const key of Object.keys(value)) {
    const part: unknown = Reflect.get(value, key);
    if (typeof part === "string") Reflect.set(value, key, shared(part));
    else if (typeof part === "object" && part !== null) shareStrings(part);
  }
}

const known = new Map<string, string>();

/** Names that occur once push out no more than a round of strings that occur often. */
const MOST_KNOWN = 20_000;

/** What is longer is seldom said twice. */
const LONGEST = 200;

function shared(text: string): string {
  if (text.length > LONGEST) return text;
  const same = known.get(text);
  if (same !== undefined) return same;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, text);
  return text;
}
