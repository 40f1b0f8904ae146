// Keeps a crash of one part from taking the findings of all others with it.

/** What `action` gives; undefined, after `onCrash` was told the reason, where it throws. */
export function attempt<T>(action: () => T, onCrash: (error: unknown, reason: string) => void): T | undefined {
  try {
    return action();
  } catch (error) {
    onCrash(error, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
