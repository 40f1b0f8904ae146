// The log of one container instance, as the kubelet keeps it in a file: stamped lines, capped, readable while it grows.

/** Ten megabytes, the kubelet's default for `containerLogMaxSize`. */
const maxBytes = 10 * 1024 * 1024;

export interface LogOptions {
  /** Prefix every line with its time. */
  readonly timestamps?: boolean;
  readonly tailLines?: number;
  /** Only lines from this time on: milliseconds since the epoch. */
  readonly since?: number;
}

interface LogLine {
  readonly time: number;
  /** Its place among the lines of the same millisecond: stamps never repeat. */
  readonly within: number;
  readonly text: string;
}

export interface ContainerLog {
  /** Adds one line; line breaks inside make several. */
  append(text: string): void;
  /** The instance has ended: who follows is told so. */
  end(): void;
  /** All lines kept, oldest first, each with its line break. */
  read(options: LogOptions): string[];
  /**
   * The lines kept in portions of some kilobytes, as fast as they are taken; followed, also those that come, until the instance
   * ends or the signal is aborted. Who takes them so slowly that they are dropped meanwhile misses them, as with a rotated file.
   */
  portions(options: LogOptions, follow: AbortSignal | undefined): AsyncGenerator<string, void>;
}

/** Characters of one portion, before its last line. */
const portionSize = 64 * 1024;

/** @param now - the wall clock in milliseconds, which stamps the lines */
export function createContainerLog(now: () => number): ContainerLog {
  let lines: LogLine[] = [];
  // Lines are numbered from the first that was ever written; `lines[0]` has the number `dropped`, the oldest that counts `first`.
  let dropped = 0;
  let first = 0;
  let bytes = 0;
  let hasEnded = false;
  let last: LogLine = { time: 0, within: 0, text: "" };
  const waiting = new Set<() => void>();

  const wakeAll = (): void => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const news = (signal: AbortSignal): Promise<void> =>
    new Promise(resolve => {
      const wake = (): void => {
        signal.removeEventListener("abort", wake);
        waiting.delete(wake);
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
      waiting.add(wake);
    });

  function dropOldest(): void {
    while (bytes > maxBytes && first < dropped + lines.length) {
      bytes -= sizeOf(lines[first - dropped]);
      first += 1;
    }
    const unused = first - dropped;
    if (unused > 1024 && unused * 2 > lines.length) {
      lines = lines.slice(unused);
      dropped = first;
    }
  }

  /** The number of the first line that is asked for. */
  function startOf(options: LogOptions): number {
    const since = options.since ?? 0;
    const found = lines.findIndex((line, index) => index >= first - dropped && line.time >= since);
    const start = dropped + (found < 0 ? lines.length : found);
    return options.tailLines === undefined ? start : Math.max(start, dropped + lines.length - options.tailLines);
  }

  /** Prints from a line on, about as much as is asked for; answers with the number of the next line. */
  function print(from: number, options: LogOptions, size: number): { text: string; next: number } {
    let next = Math.max(from, first);
    let text = "";
    for (let line = lines[next - dropped]; line && text.length < size; line = lines[next - dropped]) {
      text += lineText(line, options);
      next += 1;
    }
    return { text, next };
  }

  return {
    append(text) {
      if (hasEnded) return;
      for (const part of text.replace(/\n$/, "").split("\n")) {
        const time = Math.max(now(), last.time);
        last = { time, within: time === last.time ? last.within + 1 : 0, text: part };
        lines.push(last);
        bytes += sizeOf(last);
      }
      dropOldest();
      wakeAll();
    },
    end() {
      hasEnded = true;
      wakeAll();
    },
    read: options => lines.slice(startOf(options) - dropped).map(line => lineText(line, options)),
    async *portions(options, follow) {
      for (let place = startOf(options); ;) {
        const { text, next } = print(place, options, portionSize);
        place = next;
        if (text !== "") yield text;
        else if (hasEnded || follow?.aborted !== false) return;
        else await news(follow);
      }
    },
  };
}

function lineText({ time, within, text }: LogLine, options: LogOptions): string {
  if (options.timestamps !== true) return `${text}\n`;
  return `${new Date(time).toISOString().replace("Z", `${String(within).padStart(6, "0")}Z`)} ${text}\n`;
}

/** What the line takes in a real log file: stamp, stream, tag and text. */
function sizeOf(line: LogLine | undefined): number {
  return line ? line.text.length + 40 : 0;
}
