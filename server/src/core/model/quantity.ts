// Reads Kubernetes resource quantities such as `4Gi`, `512m` or `1e9` exactly, as the API server does.
import type { Cursor } from "../yaml/index.ts";

/**
 * An amount in billionths of its unit (bytes, cores), the finest that Kubernetes keeps.
 * What is finer is rounded up, away from zero; what is larger than 2^63-1 units is cut to that.
 */
type Quantity = bigint;

const NANO = 1_000_000_000n;
const LARGEST = (2n ** 63n - 1n) * NANO;
/** Beyond this many digits before the point every value is cut anyway, and below it every value is rounded up. */
const MAX_EXPONENT = 40;

const BINARY: Readonly<Record<string, bigint>> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const QUANTITY = /^([-+]?)([0-9]+\.?[0-9]*|\.[0-9]+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?|[eE][-+]?[0-9]+)$/;

/** The amount a text stands for; undefined where the API server would refuse the text (source: apimachinery's quantity grammar). */
export function parseQuantity(text: string): Quantity | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, sign, digits = "", suffix = ""] = match;
  const [whole = "", fraction = ""] = digits.split(".");
  const magnitude = bounded(BigInt(whole + fraction), scaleOf(suffix, fraction.length));
  return sign === "-" ? -magnitude : magnitude;
}

/** The amount a value of the manifest stands for; numbers may be written without quotes. */
export function quantityOf(value: Cursor): Quantity | undefined {
  const written = value.scalar?.value;
  if (typeof written === "string") return parseQuantity(written);
  return typeof written === "number" || typeof written === "bigint" ? parseQuantity(String(written)) : undefined;
}

interface Scale {
  readonly ten: number;
  readonly kibi: bigint;
}

function scaleOf(suffix: string, fractionDigits: number): Scale {
  const kibi = BINARY[suffix];
  if (kibi !== undefined) return { ten: -fractionDigits, kibi };
  const ten = DECIMAL[suffix] ?? Number(suffix.slice(1));
  return { ten: ten - fractionDigits, kibi: 0n };
}

function bounded(digits: bigint, { ten, kibi }: Scale): Quantity {
  if (digits === 0n) return 0n;
  const scaled = digits * NANO * 1024n ** kibi;
  if (ten >= 0) return ten > MAX_EXPONENT ? LARGEST : least(scaled * 10n ** BigInt(ten), LARGEST);
  const length = scaled.toString().length;
  const divisor = 10n ** BigInt(Math.min(-ten, length + 1));
  return least((scaled + divisor - 1n) / divisor, LARGEST);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
