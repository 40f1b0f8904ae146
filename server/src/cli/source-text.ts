// Bytes to text and back, without losing a byte order mark and without guessing at broken encodings.

export interface SourceText {
  /** Without a byte order mark: editors do not show it either, so positions agree with theirs. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Reads UTF-8. Undefined where the bytes are something else. */
export function decodeSource(bytes: Uint8Array): SourceText | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasByteOrderMark = text.startsWith(BYTE_ORDER_MARK);
    return { text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark };
  } catch {
    // The decoder throws for one reason only: the bytes are not UTF-8.
    return undefined;
  }
}

export function encodeSource({ text, hasByteOrderMark }: SourceText): string {
  return hasByteOrderMark ? BYTE_ORDER_MARK + text : text;
}

/** What the ASCII letters in bytes of an unknown encoding say, UTF-16 included. For searching only. */
export function readableLetters(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes).replaceAll("\u0000", "");
}
