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
  /** RFC 3339 with nine digits of a second. */
  readonly stamp: string;
  readonly text: string;
}

export interface ContainerLog {
  /** Adds one line; line breaks inside make several. */
  append(text: string): void;
  /** The instance has ended: who follows is told so. */
  end(): void;
  /** All lines kept, oldest first, each with its line break. */
  read(options: LogOptions): string[];
  /** Calls back for every new line, and once at the end. Returns how to stop. */
  follow(options: LogOptions, onLine: (line: string) => void, onEnd: () => void): () => void;
}

interface Follower {
  readonly options: LogOptions;
  readonly onLine: (line: string) => void;
  readonly onEnd: () => void;
}

/** @param now - the wall clock in milliseconds, which stamps the lines */
export function createContainerLog(now: () => number): ContainerLog {
  let lines: LogLine[] = [];
  let first = 0;
  let bytes = 0;
  let hasEnded = false;
  let lastTime = 0;
  let withinMillisecond = 0;
  const followers = new Set<Follower>();

  function stamp(): { time: number; stamp: string } {
    const time = Math.max(now(), lastTime);
    withinMillisecond = time === lastTime ? withinMillisecond + 1 : 0;
    lastTime = time;
    return { time, stamp: new Date(time).toISOString().replace("Z", `${String(withinMillisecond).padStart(6, "0")}Z`) };
  }

  function dropOldest(): void {
    while (bytes > maxBytes && first < lines.length) {
      bytes -= sizeOf(lines[first]);
      first += 1;
    }
    if (first > 1024 && first * 2 > lines.length) {
      lines = lines.slice(first);
      first = 0;
    }
  }

  return {
    append(text) {
      if (hasEnded) return;
      for (const part of text.replace(/\n$/, "").split("\n")) {
        const line: LogLine = { ...stamp(), text: part };
        lines.push(line);
        bytes += sizeOf(line);
        for (const follower of followers) follower.onLine(print(line, follower.options));
      }
      dropOldest();
    },
    end() {
      if (hasEnded) return;
      hasEnded = true;
      for (const follower of [...followers]) follower.onEnd();
      followers.clear();
    },
    read(options) {
      const since = options.since ?? 0;
      let kept = lines.slice(first).filter(line => line.time >= since);
      if (options.tailLines !== undefined) kept = options.tailLines > 0 ? kept.slice(-options.tailLines) : [];
      return kept.map(line => print(line, options));
    },
    follow(options, onLine, onEnd) {
      if (hasEnded) {
        onEnd();
        return () => {};
      }
      const follower = { options, onLine, onEnd };
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
}

function print(line: LogLine, options: LogOptions): string {
  return options.timestamps === true ? `${line.stamp} ${line.text}\n` : `${line.text}\n`;
}

/** What the line takes in a real log file: stamp, stream, tag and text. */
function sizeOf(line: LogLine | undefined): number {
  return line ? line.text.length + 40 : 0;
}
