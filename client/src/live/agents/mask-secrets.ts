// Takes known secret values out of what an agent gets, and tells whether a text carries one, however it is written.
import { redact } from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";

/** Shorter lines of a value, and shorter rests of one, are too common to be looked for. */
const SHORTEST_PART = 4;

const MASK = "••••••";

/** Masks in every text of a value: these secrets, what looks like a credential, and where the kubeconfig says the cluster is. */
export function withoutSecrets(value: unknown, secrets: readonly string[], session?: ClusterSession): unknown {
  const known = [...new Set(secrets.flatMap(secret => [secret, ...linesOf(secret)]))];
  const mask = (text: string): string => withoutRests(redact(withoutAddress(text, session), known), known);
  const masked = (part: unknown): unknown => {
    if (typeof part === "string") return mask(part);
    if (Array.isArray(part)) return part.map(masked);
    if (!isRecord(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, masked(item)]));
  };
  return masked(value);
}

/** One text, as `withoutSecrets` has it. */
export function maskedText(text: string, secrets: readonly string[]): string {
  return String(withoutSecrets(text, secrets));
}

/**
 * Whether a text of YAML or JSON may be handed on as it is: one with holes in it would do harm when it is applied. Values may be
 * quoted, escaped, folded or broken into lines there, and only some of their lines be in it.
 */
export function isFreeOf(text: string, secrets: readonly string[]): boolean {
  const forms = [bare(text), bare(unescaped(text))];
  const parts = new Set(secrets.flatMap(secret => [secret, ...linesOf(secret)]).map(bare));
  return ![...parts].some(part => part !== "" && forms.some(form => form.includes(part)));
}

/** Without all that quoting, folding and escaping put in. */
function bare(text: string): string {
  return text.replace(/[\s"'\\\p{Cc}]/gu, "");
}

/** As in double quotes: characters by their number, and breaks, which a bare text does not have. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([^]))/gi,
    (_, short?: string, middle?: string, long?: string, other?: string) => {
      const code = Number.parseInt(short ?? middle ?? long ?? "", 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      return other === undefined || /[abefnrtvLNP_0\\]/.test(other) ? "" : other;
    },
  );
}

function linesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map(line => line.trim());
  return lines.length > 1 ? lines.filter(line => line.length >= SHORTEST_PART) : [];
}

/** Shorter texts are names, which may well begin as a value does, unless an ellipsis says that they were cut. */
const SHORTEST_CUT = 200;

/** Texts may have been cut before they were masked, and then been quoted: what is left of a value stands at the cut. */
function withoutRests(text: string, secrets: readonly string[]): string {
  const parts = text.split(/([…”])/);
  return parts
    .map((part, index) => {
      const isCutAfter = parts[index + 1] === "…" || part.length >= SHORTEST_CUT;
      const atEnd = isCutAfter ? Math.max(0, ...secrets.map(secret => restAtEnd(part, secret.trim()))) : 0;
      const kept = atEnd === 0 ? part : `${part.slice(0, -atEnd)}${MASK}`;
      if (parts[index - 1] !== "…") return kept;
      const atStart = Math.max(0, ...secrets.map(secret => restAtStart(kept, secret.trim())));
      return atStart === 0 ? kept : `${MASK}${kept.slice(atStart)}`;
    })
    .join("");
}

function restAtEnd(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST_PART; length--)
    if (text.endsWith(secret.slice(0, length))) return length;
  return 0;
}

function restAtStart(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST_PART; length--)
    if (text.startsWith(secret.slice(-length))) return length;
  return 0;
}

function withoutAddress(text: string, session: ClusterSession | undefined): string {
  if (!session) return text;
  const { server, file } = session.context;
  const host = URL.canParse(server) ? new URL(server).host : server;
  return [server, host]
    .reduce((left, form) => left.replaceAll(form, "the API server"), text)
    .replaceAll(file, "the kubeconfig");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
