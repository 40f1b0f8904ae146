// Gives equal strings the same place in memory: of the text of a large cluster's objects, most is the same from object to object.

/** Makes the strings of a value, at any depth, those that earlier values have. Keys are shared by JavaScript itself. */
export function shareStrings(value: object): void {
  for (const key of Object.keys(value)) {
    const part: unknown = Reflect.get(value, key);
    if (typeof part === "string") {
      const same = shared(part);
      // Comparing them would not tell: equal strings are the same to JavaScript wherever they are.
      Reflect.set(value, key, same);
    } else if (typeof part === "object" && part !== null) shareStrings(part);
  }
}

/** What is longer is seldom said twice. */
const LONGEST = 200;

/** A string for each remainder of a hash: what occurs often is soon back where one that occurs once has taken its place. */
const PLACES = 16_384;
const known = Array.from({ length: PLACES }, () => "");

function shared(text: string): string {
  if (text.length > LONGEST) return text;
  const place = hash(text) % PLACES;
  const there = known[place];
  if (there === text) return there;
  known[place] = text;
  return text;
}

/** Names differ at their ends, times in the middle: all characters count. */
function hash(text: string): number {
  let sum = text.length;
  for (let index = 0; index < text.length; index += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) >>> 0;
  return sum;
}
