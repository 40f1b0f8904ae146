// Names that the operator makes: over 63 characters it takes a hash instead (seldon-facts §5.1).

const LONGEST_NAME = 63;

/** `seldon-<md5>` of the whole name where it is too long for Kubernetes. */
export function hashedIfLong(name: string): string {
  return name.length > LONGEST_NAME ? `seldon-${md5(name)}` : name;
}

/** How far each of the four operations of a round turns (RFC 1321). */
const TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/** MD5 of ASCII text in hexadecimal. Kubernetes' names hold nothing else. */
function md5(text: string): string {
  let state: readonly [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  const words = paddedWords(text);
  for (let block = 0; block < words.length; block += 16) state = mixed(state, words.subarray(block, block + 16));
  return state.map(littleEndian).join("");
}

/** The text, a one, zeros, and the length in bits: whole blocks of 16 words. */
function paddedWords(text: string): Uint32Array {
  const words = new Uint32Array((Math.floor((text.length + 8) / 64) + 1) * 16);
  const set = (index: number, byte: number): void => {
    words[index >> 2] = (words[index >> 2] ?? 0) | (byte << ((index % 4) * 8));
  };
  for (let index = 0; index < text.length; index++) set(index, text.charCodeAt(index) & 0xff);
  set(text.length, 0x80);
  words[words.length - 2] = text.length * 8;
  return words;
}

function mixed(
  state: readonly [number, number, number, number],
  words: Uint32Array,
): readonly [number, number, number, number] {
  let [a, b, c, d] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const [mix, word] = mixOf(round, step, b, c, d);
    const sum = (a + mix + (words[word] ?? 0) + Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32)) >>> 0;
    const turn = TURNS[round * 4 + (step % 4)] ?? 0;
    const turned = ((sum << turn) | (sum >>> (32 - turn))) >>> 0;
    [a, d, c, b] = [d, c, b, (b + turned) >>> 0];
  }
  return [(state[0] + a) >>> 0, (state[1] + b) >>> 0, (state[2] + c) >>> 0, (state[3] + d) >>> 0];
}

/** The round's function of three words, and which word of the block goes in. */
function mixOf(round: number, step: number, b: number, c: number, d: number): readonly [mix: number, word: number] {
  if (round === 0) return [(b & c) | (~b & d), step];
  if (round === 1) return [(d & b) | (~d & c), (5 * step + 1) % 16];
  if (round === 2) return [b ^ c ^ d, (3 * step + 5) % 16];
  return [c ^ (b | ~d), (7 * step) % 16];
}

function littleEndian(word: number): string {
  return [0, 8, 16, 24].map(shift => ((word >>> shift) & 0xff).toString(16).padStart(2, "0")).join("");
}
