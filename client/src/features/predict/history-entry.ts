// What is remembered of a request that was sent: enough to send it again, and nothing that is secret.
import { isMap, mapAt, mapTexts, textAt, valueAt, type PlainMap, type ValuePath } from "../../domain/deploy/index.ts";
import { redact } from "../../domain/index.ts";

export interface HistoryEntry {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The request file's object; `undefined` where it was too large to keep. */
  readonly value: unknown;
  /** Something in the request was masked, so that it has to be mended before it is sent again. */
  readonly isMasked: boolean;
  /** URI of the file, which paths in it are relative to. */
  readonly file: string;
  /** Absent for addresses. */
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly deployment: string;
  readonly predictor: string | undefined;
  /** Index of the case. */
  readonly chosen: number;
  /** How it went, in words. */
  readonly result: string;
}

/** Characters of a request that is kept. */
const LARGEST = 50_000;

/** Headers whose value is a credential, whatever it looks like. */
const SECRET_HEADER = /auth|cookie|token|secret|(api|access)[-_]?key|password|credential|signature|session/i;

const SECRET_KEY = /passw(or)?d|secret|token|credential|(api|access)_?key/i;
const MASK = "••••••";

/**
 * Credentials that stand in headers become secrets by name, as request files should have them; whatever else looks like one
 * is masked.
 *
 * @param secrets values that were sent
 */
export function withoutCredentials(
  value: unknown,
  secrets: readonly string[],
): { readonly value: unknown; readonly isMasked: boolean } {
  const named = withNamedSecrets(value);
  let isMasked = false;
  const masked = mapTexts(named, (text, path) => {
    const safe = isCredential(path) ? MASK : redact(text, secrets);
    if (safe !== text) isMasked = true;
    return safe;
  });
  if (JSON.stringify(masked).length > LARGEST) return { value: undefined, isMasked };
  return { value: masked, isMasked };
}

/** In a body or a variable. Headers name their secrets. */
function isCredential(path: ValuePath): boolean {
  return path[1] !== "headers" && SECRET_KEY.test(String(path.at(-1) ?? ""));
}

function withNamedSecrets(value: unknown): unknown {
  const headers = valueAt(value, "spec", "headers");
  if (!isMap(headers)) return value;
  const safe = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, safeHeader(name, text)]));
  return { ...mapAt(value), spec: { ...mapAt(value, "spec"), headers: safe } };
}

function safeHeader(name: string, value: unknown): unknown {
  if (typeof value !== "string" || !SECRET_HEADER.test(name)) return value;
  const [prefix = ""] = /^[A-Za-z]+\s+/.exec(value) ?? [];
  const secret = name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return prefix === "" ? { secret } : { secret, prefix };
}

/** Entries as they were stored; what is none is left out. */
export function readEntries(stored: unknown): readonly HistoryEntry[] {
  return Array.isArray(stored) ? stored.flatMap((entry: unknown) => (isMap(entry) ? readEntry(entry) : [])) : [];
}

function readEntry(entry: PlainMap): HistoryEntry[] {
  const { at, chosen, value } = entry;
  const [file, deployment, result] = ["file", "deployment", "result"].map(key => textAt(entry, key));
  if (typeof at !== "number" || typeof chosen !== "number") return [];
  if (file === undefined || deployment === undefined || result === undefined) return [];
  return [
    {
      ...{ at, chosen, value, file, deployment, result },
      isMasked: entry["isMasked"] === true,
      context: textAt(entry, "context"),
      namespace: textAt(entry, "namespace"),
      predictor: textAt(entry, "predictor"),
    },
  ];
}
