// Waiting for what a cluster does in its own time.

const LONGEST = 20_000;

/** Resolves when the condition holds; throws with what `describe` says when it does not in time. */
export async function eventually(
  condition: () => unknown,
  describe: () => unknown = () => condition.toString(),
): Promise<void> {
  const deadline = Date.now() + LONGEST;
  while ((await condition()) !== true) {
    if (Date.now() > deadline)
      throw new Error(`Did not come true in ${LONGEST / 1000} s: ${JSON.stringify(describe())}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
