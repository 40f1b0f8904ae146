// Reads scalars as sigs.k8s.io/yaml does, which is what kubectl and the API server see (failure-modes F16, F17).

export type ScalarValue = string | number | bigint | boolean | null;

const NULLS = new Set(["", "~", "null", "Null", "NULL"]);
const TRUES = new Set(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]);
const FALSES = new Set(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]);
const SPECIAL_FLOATS = new Map([
  [".nan", Number.NaN],
  [".NaN", Number.NaN],
  [".NAN", Number.NaN],
  [".inf", Infinity],
  [".Inf", Infinity],
  [".INF", Infinity],
  ["+.inf", Infinity],
  ["+.Inf", Infinity],
  ["+.INF", Infinity],
  ["-.inf", -Infinity],
  ["-.Inf", -Infinity],
  ["-.INF", -Infinity],
]);
const DECIMAL = /^[-+]?(0|[1-9][0-9]*)$/;
const OCTAL = /^([-+]?)0[oO]?([0-7]+)$/;
const HEXADECIMAL = /^([-+]?)0[xX]([0-9a-fA-F]+)$/;
const BINARY = /^([-+]?)0[bB]([01]+)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/** How everything begins that is not simply a string. */
const MAYBE_MORE = /^[-+.0-9~nNyYtTfFoO]/;

/**
 * The value of a plain (unquoted) scalar.
 *
 * `yes`, `on`, `y` are booleans; `010` and `0o17` are octal; `1_000` is a number; base 60 and dates stay strings.
 * Integers beyond 2^53 come back as bigint so that no digit is lost; those beyond 64 bits are floats, as in Go.
 */
export function readPlainScalar(source: string): ScalarValue {
  if (source !== "" && !MAYBE_MORE.test(source)) return source;
  if (NULLS.has(source)) return null;
  if (TRUES.has(source)) return true;
  if (FALSES.has(source)) return false;
  if (!/^[-+.0-9]/.test(source)) return source;
  const special = SPECIAL_FLOATS.get(source);
  if (special !== undefined) return special;
  if (source.startsWith(".")) return (FLOAT.test(source) ? readFloat(source) : undefined) ?? source;
  const digits = source.replaceAll("_", "");
  return readInteger(digits) ?? (FLOAT.test(digits) ? readFloat(digits) : source) ?? source;
}

function readInteger(digits: string): number | bigint | undefined {
  if (DECIMAL.test(digits)) return boundedInteger(BigInt(digits.replace(/^\+/, "")));
  const octal = OCTAL.exec(digits);
  if (octal) return boundedInteger(signed(octal[1], BigInt(`0o${octal[2]}`)));
  const hexadecimal = HEXADECIMAL.exec(digits);
  if (hexadecimal) return boundedInteger(signed(hexadecimal[1], BigInt(`0x${hexadecimal[2]}`)));
  const binary = BINARY.exec(digits);
  if (binary) return boundedInteger(signed(binary[1], BigInt(`0b${binary[2]}`)));
  return undefined;
}

function signed(sign: string | undefined, magnitude: bigint): bigint {
  return sign === "-" ? -magnitude : magnitude;
}

function boundedInteger(value: bigint): number | bigint | undefined {
  if (value > 18446744073709551615n || value < -9223372036854775808n) return undefined;
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

/** A float that overflows is no float to Go, so the scalar stays a string. */
function readFloat(digits: string): number | undefined {
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}
