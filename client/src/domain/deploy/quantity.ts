// Kubernetes' quantities as numbers.

const FACTORS: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** `500m` is 0.5, `1Gi` 1073741824, `1e3` 1000; undefined for what is no quantity. */
export function quantity(text: string): number | undefined {
  const [, number, exponent = "", suffix = ""] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * (exponent === "" ? (FACTORS[suffix] ?? 1) : 10 ** Number(exponent));
}
