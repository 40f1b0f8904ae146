// Puts lines of several sources into the order of their times. Sources run ahead of each other by a little only, so a
// short wait is enough; nothing is sorted that was let out already.
import type { LogLine } from "./line.ts";

export interface LineMerger {
  /** @param now milliseconds, of the same clock in all calls; the time of arrival, not of the line */
  push(line: LogLine, now: number): void;
  /** Lines that have waited long enough, in order. */
  take(now: number): LogLine[];
  /** All that is left, in order; for the end of the streams. */
  flush(): LogLine[];
  readonly waiting: number;
}

export interface MergeOptions {
  /** How long a line waits for earlier ones of other sources, in milliseconds. */
  readonly window: number;
  /** With more lines than this waiting, the earliest are let out at once: a firehose needs no more memory. */
  readonly most: number;
}

interface Waiting {
  readonly line: LogLine;
  readonly time: number;
  readonly arrival: number;
  /** Order of arrival, so that lines of one time keep theirs. */
  readonly order: number;
}

export function lineMerger({ window, most }: MergeOptions): LineMerger {
  const heap: Waiting[] = [];
  const lastOfSource = new Map<string, number>();
  let order = 0;
  return {
    push(line, now) {
      // A line without a stamp, or with an earlier one, stays behind the line before it in its own source.
      const last = lastOfSource.get(line.source) ?? -Infinity;
      const time = Math.max(line.time ?? last, last);
      lastOfSource.set(line.source, time);
      add(heap, { line, time, arrival: now, order: order++ });
    },
    take(now) {
      const out: LogLine[] = [];
      for (let first = heap[0]; first !== undefined; first = heap[0]) {
        if (heap.length <= most && now - first.arrival < window) break;
        out.push(first.line);
        removeFirst(heap);
      }
      return out;
    },
    flush() {
      const out = [...heap].sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(waiting => waiting.line);
      heap.length = 0;
      return out;
    },
    get waiting() {
      return heap.length;
    },
  };
}

function isBefore(a: Waiting, b: Waiting): boolean {
  return a.time === b.time ? a.order < b.order : a.time < b.time;
}

function add(heap: Waiting[], item: Waiting): void {
  let index = heap.push(item) - 1;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (!parent || isBefore(parent, item)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = item;
}

function removeFirst(heap: Waiting[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const child = smaller(heap, left, left + 1);
    const below = child === undefined ? undefined : heap[child];
    if (child === undefined || !below || !isBefore(below, last)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = last;
}

function smaller(heap: readonly Waiting[], left: number, right: number): number | undefined {
  const [a, b] = [heap[left], heap[right]];
  if (!a) return undefined;
  return b && isBefore(b, a) ? right : left;
}
