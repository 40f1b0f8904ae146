// Tells whether two words are the same but for the way they are spelled.

/** A word without case, hyphens, underscores and blanks. */
export function bareSpelling(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, "");
}

/** The known word that differs from the one written in case and separators at most. */
export function sameSpelling(written: string, known: readonly string[]): string | undefined {
  const bare = bareSpelling(written);
  return known.find(candidate => bareSpelling(candidate) === bare);
}
