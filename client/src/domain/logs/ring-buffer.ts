// Keeps the last so many lines and forgets the rest.

export interface RingBuffer<T> {
  readonly size: number;
  /** How many were put in since the start or the last clearing, the forgotten ones included. */
  readonly total: number;
  push(item: T): void;
  clear(): void;
  /** From the oldest that is kept. */
  [Symbol.iterator](): IterableIterator<T>;
  /** The last ones, oldest first. */
  last(count: number): T[];
}

/** @param capacity how many are kept; at least 1 */
export function ringBuffer<T>(capacity: number): RingBuffer<T> {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError("A ring buffer keeps at least one line.");
  let items: T[] = [];
  let next = 0;
  let total = 0;
  function* from(skip: number): IterableIterator<T> {
    const start = items.length < capacity ? 0 : next;
    for (let index = skip; index < items.length; index++) {
      const item = items[(start + index) % capacity];
      if (item !== undefined) yield item;
    }
  }
  return {
    get size() {
      return items.length;
    },
    get total() {
      return total;
    },
    push(item) {
      items[next] = item;
      next = (next + 1) % capacity;
      total++;
    },
    clear() {
      items = [];
      next = 0;
      total = 0;
    },
    [Symbol.iterator]: () => from(0),
    last: count => [...from(Math.max(0, items.length - count))],
  };
}
