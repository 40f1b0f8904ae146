// What is kept of a log and how it gets to its channel: filtered, a slice at a time, and trimmed at a cap.
import { lineFilter, type LogFilter, type SignatureMatch } from "../../domain/index.ts";
import { isRemark, remark, type Entry, type Source } from "./entry.ts";
import { matchOf, printEntry } from "./print-entry.ts";
import { leftOut } from "./remarks.ts";

/** Where text goes. Both calls replace or add whole lines. */
export interface LogSink {
  append(text: string): void;
  replace(text: string): void;
}

export interface ViewFilter extends Pick<LogFilter, "level" | "text"> {
  /** Names of containers that are shown; all where it is left out. */
  readonly containers?: ReadonlySet<string> | undefined;
}

export interface LogViewOptions {
  readonly sink: LogSink;
  readonly source: (label: string) => Source | undefined;
  /** Milliseconds, of a clock that is never set back. */
  readonly now: () => number;
  readonly limits?: Partial<ViewLimits>;
}

export interface ViewLimits {
  /** With more lines than this the oldest are dropped … */
  readonly mostLines: number;
  /** … until this many are left. */
  readonly keptLines: number;
  /** The same for their characters, of which a few lines may have many. */
  readonly mostCharacters: number;
  /** Lines that are printed in one turn, so that the extension host never stands still. */
  readonly slice: number;
  /** Milliseconds between two times that the whole text is replaced. */
  readonly replacePause: number;
}

const LIMITS: ViewLimits = {
  mostLines: 50_000,
  keptLines: 40_000,
  mostCharacters: 20_000_000,
  slice: 2_000,
  replacePause: 2_000,
};

/** Sources are padded to the longest one's width, but not beyond. */
const WIDEST_SOURCE = 40;

interface Kept {
  readonly entry: Entry;
  /** With its line break; empty where the filter leaves it out, undefined until it has been printed. */
  printed: string | undefined;
}

export class LogView {
  readonly #options: LogViewOptions;
  readonly #limits: ViewLimits;
  #kept: Kept[] = [];
  #characters = 0;
  /** Index of the first one that has not been printed. */
  #next = 0;
  #dropped = 0;
  #mustReplace = false;
  #lastReplace = -Infinity;
  #sourceWidth = 0;
  #filter: ViewFilter = {};
  #accepts: (entry: Entry) => boolean = () => true;

  constructor(options: LogViewOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  /** Whether there is something that the sink does not have yet. */
  get isBehind(): boolean {
    return this.#mustReplace || this.#next < this.#kept.length;
  }

  get filter(): ViewFilter {
    return this.#filter;
  }

  /** Takes the kept lines through another filter. */
  setFilter(filter: ViewFilter): void {
    this.#filter = filter;
    // It remembers levels from line to line, so every pass over the lines begins with a new one.
    this.#accepts = filterTest(filter, this.#options.source);
    for (const kept of this.#kept) kept.printed = undefined;
    this.#next = 0;
    this.#replaceNow();
  }

  add(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#kept.push({ entry, printed: undefined });
      this.#characters += entry.text.length;
      if (isRemark(entry)) continue;
      this.#sourceWidth = Math.min(WIDEST_SOURCE, Math.max(this.#sourceWidth, entry.source.length));
    }
    this.#trim();
  }

  /** Prints a slice of what is new. Called again while {@link isBehind}. */
  flush(): void {
    const { sink, now } = this.#options;
    if (this.#mustReplace) {
      if (now() - this.#lastReplace < this.#limits.replacePause) return;
      this.#mustReplace = false;
      this.#lastReplace = now();
      const before = this.text();
      sink.replace(before + this.#printSlice());
      return;
    }
    const text = this.#printSlice();
    if (text !== "") sink.append(text);
  }

  clear(): void {
    this.#kept = [];
    this.#characters = 0;
    this.#dropped = 0;
    this.#next = 0;
    this.#replaceNow();
  }

  /** All that is kept and has been printed, as it is shown. */
  text(): string {
    const head = this.#dropped === 0 ? "" : `${this.#print(remark(leftOut(this.#dropped)))}\n`;
    return head + this.#kept.map(({ printed }) => printed ?? "").join("");
  }

  /** What a printed line means; its later lines, such as a stack trace's, mean nothing by themselves. */
  explain(line: string): SignatureMatch | undefined {
    const entry = this.#kept.findLast(({ printed }) => printed?.startsWith(`${line}\n`) === true)?.entry;
    return entry && matchOf(entry, this.#options.source(entry.source)?.signatures);
  }

  #replaceNow(): void {
    this.#mustReplace = true;
    this.#lastReplace = -Infinity;
  }

  #trim(): void {
    const { mostLines, keptLines, mostCharacters } = this.#limits;
    if (this.#kept.length <= mostLines && this.#characters <= mostCharacters) return;
    const keptCharacters = (mostCharacters * keptLines) / mostLines;
    let count = 0;
    while (
      this.#kept.length - count > keptLines ||
      (this.#characters > keptCharacters && count < this.#kept.length - 1)
    ) {
      this.#characters -= this.#kept[count]?.entry.text.length ?? 0;
      count += 1;
    }
    this.#kept = this.#kept.slice(count);
    this.#dropped += count;
    this.#next = Math.max(0, this.#next - count);
    this.#mustReplace = true;
  }

  #printSlice(): string {
    const slice = this.#kept.slice(this.#next, this.#next + this.#limits.slice);
    this.#next += slice.length;
    for (const kept of slice) kept.printed = this.#accepts(kept.entry) ? `${this.#print(kept.entry)}\n` : "";
    return slice.map(({ printed }) => printed ?? "").join("");
  }

  #print(entry: Entry): string {
    return printEntry(entry, { source: this.#options.source, sourceWidth: this.#sourceWidth });
  }
}

function filterTest(
  { containers, ...filter }: ViewFilter,
  source: LogViewOptions["source"],
): (entry: Entry) => boolean {
  const passes = lineFilter(filter);
  return entry => {
    if (isRemark(entry)) return true;
    const container = source(entry.source)?.container;
    if (containers && (container === undefined || !containers.has(container))) return false;
    return passes(entry);
  };
}
