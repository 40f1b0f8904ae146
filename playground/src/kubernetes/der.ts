// The few ASN.1 values that a certificate is written in, in their distinguished encoding (X.690).

/** A value with its tag and length before it. */
export function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body), body]);
}

/** SEQUENCE. */
export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

/** SET of one value. */
export function setOf(part: Uint8Array): Buffer {
  return tagged(0x31, part);
}

/** INTEGER of bytes that begin with a bit that is not set, so that they mean a positive number. */
export function integer(...bytes: readonly number[]): Buffer {
  return tagged(0x02, Buffer.from(bytes));
}

/** BOOLEAN that is true; DER leaves false out. */
export function isTrue(): Buffer {
  return tagged(0x01, Buffer.from([0xff]));
}

/** OBJECT IDENTIFIER of its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...others.flatMap(inSevenBits)]));
}

/** UTF8String. */
export function utf8String(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text, "utf8"));
}

/** OCTET STRING. */
export function octetString(bytes: Uint8Array): Buffer {
  return tagged(0x04, bytes);
}

/** BIT STRING of whole bytes, the last of which may have bits that do not count. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return tagged(0x03, Buffer.from([unusedBits]), bytes);
}

/** UTCTime up to 2049, GeneralizedTime from then on, as RFC 5280 §4.1.2.5 wants it. */
export function time(moment: Date): Buffer {
  const digits = `${moment
    .toISOString()
    .replace(/\.\d+Z$/, "")
    .replaceAll(/[-T:]/g, "")}Z`;
  return moment.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2), "ascii"))
    : tagged(0x18, Buffer.from(digits, "ascii"));
}

function lengthOf(body: Uint8Array): Buffer {
  if (body.length < 0x80) return Buffer.from([body.length]);
  const bytes = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}

/** A number in groups of seven bits, of which all but the last say that more follow. */
function inSevenBits(number: number): number[] {
  const groups = [number % 128];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift(128 + (rest % 128));
  return groups;
}
