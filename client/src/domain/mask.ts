// Takes secret values out of text before anybody reads it.

const MASK = "••••••";

/**
 * Masks what has the form of a credential where the values are not known: passwords in URLs, `secret=…`, tokens. Names of
 * Secrets and of keys stay, since they tell what is wrong.
 */
export function maskCredentials(line: string): string {
  return line
    .replace(/(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi, `$1${MASK}`)
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${MASK}`)
    .replace(/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, MASK)
    .replace(CREDENTIAL_FIELD, `$1${MASK}`);
}

/** Values shorter than this are too common to be looked for. */
const SHORTEST_SECRET = 4;

/**
 * Masks these values wherever they stand, also as JSON, URLs and Python escape them, and what looks like a credential
 * besides.
 *
 * @param text any, also of many lines
 */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter(secret => secret.trim().length >= SHORTEST_SECRET)
    .flatMap(secret => [
      secret,
      secret.trim(),
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret.replace(/\p{Surrogate}/gu, "")),
    ])
    .sort((left, right) => right.length - left.length);
  return maskCredentials(forms.reduce((masked, form) => masked.replaceAll(form, MASK), text));
}

/** As in a query, an environment or JSON. Names end after so many characters, so that no line can keep it busy; a colon alone is also how sentences begin (`InvalidAccessKeyId: The …`). */
const CREDENTIAL_FIELD =
  /((?:password|passwd|secret|token|signature|credential|api_?key|access_?key)[\w.-]{0,64}(?:["']\s*:\s*["']|["']?=["']?))[^\s"'&,;]+/gi;
