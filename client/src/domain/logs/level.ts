// How serious a line is, by the ways in which the executor, the Python servers, rclone and the operator say so.

export const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const BY_WORD: Readonly<Record<string, LogLevel>> = {
  trace: "debug",
  debug: "debug",
  info: "info",
  notice: "info",
  warn: "warning",
  warning: "warning",
  error: "error",
  critical: "error",
  fatal: "error",
  dpanic: "error",
  panic: "error",
};

/**
 * The places where a level stands: rclone's `… ERROR : text`, Python's `- ERROR:` and `ERROR:root:`, gunicorn's and
 * MLServer's `[ERROR]`, and glog's letter at the line's start.
 */
const LEVEL =
  /(?:^|[\s[|-])(?<word>TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)(?: *:|\]|\b(?= [a-z_.]+:| - | +\|))|^(?<letter>[DIWEF])\d{4} /;

const BY_LETTER: Readonly<Record<string, LogLevel>> = { D: "debug", I: "info", W: "warning", E: "error", F: "error" };

/** How much of a line is looked at: a level stands near its start. */
const HEAD = 120;

/** The level of a line; undefined where it has none, as in a traceback. */
export function levelOf(text: string): LogLevel | undefined {
  const json = text.startsWith("{") ? /"(?:level|levelname|severity|lvl)"\s*:\s*"(\w+)"/.exec(text) : null;
  if (json?.[1] !== undefined) return levelOfWord(json[1]);
  const found = LEVEL.exec(text.length > HEAD ? text.slice(0, HEAD) : text)?.groups;
  if (found?.["word"] !== undefined) return levelOfWord(found["word"]);
  if (found?.["letter"] !== undefined) return BY_LETTER[found["letter"]];
  if (/^(?:panic: |Traceback \(most recent call last\)|[\w.]*(?:Error|Exception)\b:? )/.test(text)) return "error";
  if (/^\d{4}\/\d\d\/\d\d [\d:]+ Failed to /.test(text)) return "error";
  return undefined;
}

/** Reads a level's name as programs write it, in any case. */
export function levelOfWord(word: string): LogLevel | undefined {
  return BY_WORD[word.toLowerCase()];
}
