// Which lines are shown.
import { LOG_LEVELS, levelOf, type LogLevel } from "./level.ts";
import type { LogLine } from "./line.ts";

export interface LogFilter {
  /** The least level that is shown. Lines without a level go with the last line of their source that had one. */
  readonly level?: LogLevel | undefined;
  /** Text in any case, or a regular expression between slashes: `/exit \d+/`. */
  readonly text?: string | undefined;
  /** Sources that are shown; all where it is left out. */
  readonly sources?: ReadonlySet<string> | undefined;
}

/**
 * Makes a test for lines that come in the order of their sources: it remembers the level of each source, so that a
 * traceback goes with its error. An unreadable regular expression is searched for as text.
 */
export function lineFilter(filter: LogFilter): (line: LogLine) => boolean {
  const least = filter.level === undefined ? 0 : LOG_LEVELS.indexOf(filter.level);
  const hasText = textTest(filter.text);
  const levels = new Map<string, number>();
  return line => {
    if (filter.sources && !filter.sources.has(line.source)) return false;
    if (least > 0) {
      const own = levelOf(line.text);
      const level = own === undefined ? (levels.get(line.source) ?? least) : LOG_LEVELS.indexOf(own);
      levels.set(line.source, level);
      if (level < least) return false;
    }
    return hasText(line.text);
  };
}

function textTest(text: string | undefined): (line: string) => boolean {
  if (text === undefined || text === "") return () => true;
  const written = /^\/(.+)\/(i?)$/.exec(text);
  const pattern = written?.[1] === undefined ? undefined : regularExpression(written[1], written[2]);
  if (pattern) return line => pattern.test(line);
  const wanted = text.toLowerCase();
  return line => line.toLowerCase().includes(wanted);
}

function regularExpression(source: string, flags: string | undefined): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined; // Half-typed expressions are common while somebody types.
  }
}
