// Base64 of UTF-8 text, without Node.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Undefined where it is no base64 or no text. */
export function textOfBase64(encoded: string): string | undefined {
  const digits = encoded.replace(/\s/g, "").replace(/=+$/, "");
  let escaped = "";
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    escaped += `%${((bits >> count) & 0xff).toString(16).padStart(2, "0")}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined; // Bytes that are no UTF-8.
  }
}

export function base64OfText(text: string): string {
  const bytes = utf8Bytes(text);
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digits = [18, 12, 6, 0].map(shift => ALPHABET[(triple >> shift) & 63] ?? "");
    encoded += digits.slice(0, b === undefined ? 2 : c === undefined ? 3 : 4).join("");
    encoded += b === undefined ? "==" : c === undefined ? "=" : "";
  }
  return encoded;
}

/** Halves of characters that do not belong together become the replacement character, as every encoder does. */
function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text.replace(/\p{Surrogate}/gu, "\uFFFD")) {
    const escaped = encodeURIComponent(character);
    if (escaped.length < 3) bytes.push(character.charCodeAt(0));
    else for (const part of escaped.slice(1).split("%")) bytes.push(Number.parseInt(part, 16));
  }
  return bytes;
}
