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
