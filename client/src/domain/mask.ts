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

/** As in a query, an environment or JSON. It begins where a word does, so that no line can keep it busy; a colon alone is also how sentences begin (`InvalidAccessKeyId: The …`). */
const CREDENTIAL_FIELD =
  /(?<![\w.-])([\w.-]*(?:password|passwd|secret|token|signature|credential|api_?key|access_?key)[\w.-]*(?:["']\s*:\s*["']|["']?=["']?))[^\s"'&,;]+/gi;
