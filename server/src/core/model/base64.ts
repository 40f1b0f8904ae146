// Reads and writes base64 as Secrets hold it, without anything that only Node or a browser has.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const WELL_FORMED = /^[A-Za-z0-9+/]*={0,2}$/;

/** The UTF-8 text behind base64 as the API server reads it (line breaks ignored), or undefined where it is not that. */
export function decodeBase64(encoded: string): string | undefined {
  const text = encoded.replaceAll(/[\r\n]/g, "");
  if (text.length % 4 !== 0 || !WELL_FORMED.test(text)) return undefined;
  const digits = text.replace(/=+$/, "");
  let percentEncoded = "";
  let buffer = 0;
  let bits = 0;
  for (const digit of digits) {
    buffer = (buffer << 6) | ALPHABET.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    percentEncoded += `%${((buffer >> bits) & 0xff).toString(16).padStart(2, "0")}`;
    buffer &= (1 << bits) - 1;
  }
  try {
    return decodeURIComponent(percentEncoded);
  } catch {
    return undefined;
  }
}

/** Base64 of the UTF-8 form of a text. A lone surrogate, which UTF-8 does not have, becomes U+FFFD. */
export function encodeBase64(text: string): string {
  const bytes = utf8(text.replaceAll(LONE_SURROGATE, "\uFFFD"));
  let encoded = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.slice(index, index + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const digit = (shift: number): string => ALPHABET.charAt((group >> shift) & 63);
    encoded += digit(18) + digit(12) + (second === undefined ? "=" : digit(6)) + (third === undefined ? "=" : digit(0));
  }
  return encoded;
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const part of encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|([^%])/g)) {
    bytes.push(part[1] === undefined ? (part[2] ?? "").charCodeAt(0) : Number.parseInt(part[1], 16));
  }
  return bytes;
}
