// Collects what must be given back, and gives it back at once when the time is over already.

export interface DisposableLike {
  dispose(): unknown;
}

/** Everything added is disposed with the store, in reverse order; what is added afterwards is disposed at once. */
export class DisposableStore implements DisposableLike {
  readonly #items = new Set<DisposableLike>();
  #isDisposed = false;

  /** @returns the item, for use in the same expression */
  add<T extends DisposableLike>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    this.#isDisposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) item.dispose();
  }
}
