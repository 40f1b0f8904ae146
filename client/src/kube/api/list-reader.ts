// Reads the JSON text of a list while it comes, item by item: a page as one string and all of its values at once are megabytes,
// each item by itself is garbage before the next one comes.
import { createBytes } from "../http/bytes.ts";
import { listAt, parseJson } from "../json.ts";

export interface ListReader {
  /** The next bytes; they may end anywhere, in the middle of a character too. */
  push(chunk: Uint8Array): void;
  /** The list, its items told and left out; `undefined` where all the bytes together are no JSON. */
  end(): unknown;
}

/**
 * Only finds where each element of the top-level `items` ends; what they are, and whether the text is JSON at all, is for
 * `JSON.parse` to say. What does not look like a list is read as one value at the end.
 * @param onItem told of each item in turn; the items of a text that proves to be no JSON in the end are worth nothing
 */
export function createListReader(onItem: (item: unknown) => void): ListReader {
  const rest = createBytes();
  const item = createBytes();
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let isInItems = false;
  let isJson = true;
  let told = 0;
  /** Where the string of the top level begins that is being read, in the rest. */
  let keyStart = 0;
  /** How much of `"items": [` has been seen. */
  let seen: "nothing" | "key" | "colon" = "nothing";

  const endItem = (): void => {
    const value = parseJson(item.text());
    item.clear();
    if (value === undefined) isJson = false;
    else onItem(value);
    told += 1;
  };
  const closeItems = (): void => {
    isInItems = false;
    const isEmpty = told === 0 && /^[ \t\n\r]*$/u.test(item.text());
    if (isEmpty) item.clear();
    else endItem();
  };

  /** @returns from where on the chunk's bytes have not been put away yet */
  const take = (chunk: Uint8Array, index: number, from: number): number => {
    const byte = chunk[index];
    const isClosing = byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (isClosing) depth -= 1;
    if (isInItems) {
      const isEnd = isClosing && depth === 1;
      if (!isEnd && (byte !== COMMA || depth !== 2)) return from;
      item.add(chunk, from, index);
      if (!isEnd) endItem();
      else closeItems();
      return isEnd ? index : index + 1;
    }
    const isStart = byte === OPEN_BRACKET && depth === 2 && seen === "colon";
    if (depth === 1 && byte === COLON && seen === "key") seen = "colon";
    else seen = "nothing";
    if (!isStart) return from;
    rest.add(chunk, from, index + 1);
    isInItems = true;
    told = 0;
    return index + 1;
  };
  const beginString = (chunk: Uint8Array, index: number, from: number): number => {
    isInString = true;
    if (isInItems || depth !== 1) return from;
    rest.add(chunk, from, index);
    keyStart = rest.length();
    return index;
  };
  const endString = (chunk: Uint8Array, index: number, from: number): number => {
    isInString = false;
    if (isInItems || depth !== 1) return from;
    rest.add(chunk, from, index + 1);
    seen = rest.textFrom(keyStart, KEY.length) === KEY ? "key" : "nothing";
    return index + 1;
  };

  return {
    push(chunk) {
      let from = 0;
      for (let index = 0; index < chunk.length; index += 1) {
        const byte = chunk[index] ?? 0;
        if (isEscaped) isEscaped = false;
        else if (isInString) {
          if (byte === BACKSLASH) isEscaped = true;
          else if (byte === QUOTE) from = endString(chunk, index, from);
        } else if (byte === QUOTE) from = beginString(chunk, index, from);
        else if (IS_STRUCTURE[byte] === 1) from = take(chunk, index, from);
      }
      (isInItems ? item : rest).add(chunk, from, chunk.length);
    },
    end() {
      const list = isJson ? parseJson(rest.text()) : undefined;
      for (const left of listAt(list, "items")) onItem(left);
      return list;
    },
  };
}

const KEY = '"items"';
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const IS_STRUCTURE = new Uint8Array(256);
for (const byte of [COMMA, COLON, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET]) IS_STRUCTURE[byte] = 1;
