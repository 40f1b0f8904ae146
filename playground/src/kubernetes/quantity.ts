// Amounts of resources: `500m`, `2`, `1.5Gi`. Read exactly, compared, and written as Kubernetes writes them.

/** An amount in billionths, and the family of suffixes it was written with. */
export interface Quantity {
  readonly nanos: bigint;
  readonly isBinary: boolean;
}

/** Billionths in a whole unit. */
export const NANO = 1_000_000_000n;
const MILLI = 1_000_000n;
const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

/** The amount of a number or text; `undefined` where it is none. */
export function parseQuantity(value: unknown): Quantity | undefined {
  const text = typeof value === "number" ? String(value) : value;
  const match = typeof text === "string" ? PATTERN.exec(text) : null;
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", binary, decimal, exponent] = match;
  if (whole === "" && fraction === "") return undefined;
  const power =
    exponent === undefined ? (decimal === undefined ? 0 : (DECIMAL.indexOf(decimal) - 3) * 3) : Number(exponent);
  const factor = binary === undefined ? 1n : 1024n ** BigInt(BINARY.indexOf(binary));
  const size = scaled(BigInt(whole + fraction) * factor, power - fraction.length + 9);
  return { nanos: sign === "-" ? -size : size, isBinary: binary !== undefined };
}

/** The amount in whole units, such as cores or bytes; `undefined` where it is none. */
export function amountOf(value: unknown): number | undefined {
  const quantity = parseQuantity(value);
  // Taken apart, since a number cannot hold the billionths of many bytes.
  return quantity && Number(quantity.nanos / NANO) + Number(quantity.nanos % NANO) / Number(NANO);
}

/** As the API server stores it: rounded up to thousandths, with the largest suffix that leaves a whole number. */
export function formatQuantity({ nanos, isBinary }: Quantity): string {
  const rounded = ceilTo(nanos, MILLI);
  const size = rounded < 0n ? -rounded : rounded;
  return isBinary && size >= 1024n * NANO ? formatBinary(ceilTo(rounded, NANO) / NANO) : formatDecimal(rounded);
}

function formatBinary(amount: bigint): string {
  let rest = amount;
  let suffix = 0;
  while (rest % 1024n === 0n && suffix < BINARY.length - 1) {
    rest /= 1024n;
    suffix += 1;
  }
  return `${rest}${BINARY[suffix] ?? ""}`;
}

function formatDecimal(nanos: bigint): string {
  if (nanos === 0n) return "0";
  let rest = nanos;
  let suffix = 0;
  while (rest % 1000n === 0n && suffix < DECIMAL.length - 1) {
    rest /= 1000n;
    suffix += 1;
  }
  return `${rest}${DECIMAL[suffix] ?? ""}`;
}

/** Moves the decimal point; what falls off is rounded up, as Kubernetes does below a billionth. */
function scaled(number: bigint, power: number): bigint {
  if (power >= 0) return number * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return ceilTo(number, divisor) / divisor;
}

function ceilTo(number: bigint, step: bigint): bigint {
  const rest = number % step;
  if (rest === 0n) return number;
  return number - rest + (number > 0n ? step : 0n);
}
