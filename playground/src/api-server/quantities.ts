// Kubernetes' amounts, such as `500m` and `2Gi`: reading them as numbers, and writing sums in the form of a limit.

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The amount in whole units (cores, bytes); NaN where the text is none. */
export function parseQuantity(text: string): number {
  const parts = /^([+-]?(?:\d+\.?\d*|\.\d+))([A-Za-z]*|[eE][+-]?\d+)$/.exec(text);
  if (!parts) return Number.NaN;
  const [, digits = "", unit = ""] = parts;
  const factor = UNITS[unit];
  return factor === undefined ? Number(digits + unit) : Number(digits) * factor;
}

const BINARY = ["Ei", "Pi", "Ti", "Gi", "Mi", "Ki"];
const DECIMAL = ["E", "P", "T", "G", "M", "k"];

/** An amount in canonical form: in binary units where `like` is, without fractions. */
export function formatQuantity(amount: number, like: string): string {
  if (amount === 0) return "0";
  if (!Number.isInteger(amount)) return `${Math.round(amount * 1000)}m`;
  const units = like.endsWith("i") ? BINARY : DECIMAL;
  const unit = units.find(candidate => amount % (UNITS[candidate] ?? 1) === 0);
  return unit === undefined ? String(amount) : `${amount / (UNITS[unit] ?? 1)}${unit}`;
}
