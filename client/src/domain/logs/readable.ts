// Turns a line of JSON into a line to read: the executor's and operator's zap, MLServer's and Python's JSON formatters.
import { levelOfWord } from "./level.ts";
import { parseJson } from "../json/index.ts";

const MESSAGE_KEYS = ["msg", "message", "event"] as const;
const LEVEL_KEYS = ["level", "levelname", "severity", "lvl"] as const;
const LOGGER_KEYS = ["logger", "name"] as const;

/** The kubelet's stamp says when, and these only repeat it. */
const TIME_KEYS: ReadonlySet<string> = new Set(["ts", "time", "timestamp", "asctime", "@timestamp", "t"]);

/**
 * `ERROR SeldonRestApi: Ready check failed  error="dial tcp …"` for a JSON object with a message; every other line as it
 * is. Stack traces come last, on lines of their own.
 */
export function readable(text: string): string {
  if (!text.startsWith("{") || !text.endsWith("}")) return text;
  const record = parseObject(text);
  if (!record) return text;
  const messageKey = MESSAGE_KEYS.find(key => typeof record[key] === "string");
  if (messageKey === undefined) return text;
  const levelKey = LEVEL_KEYS.find(key => typeof record[key] === "string");
  const loggerKey = LOGGER_KEYS.find(key => typeof record[key] === "string");
  const taken: ReadonlySet<string | undefined> = new Set([messageKey, levelKey, loggerKey]);
  const level = levelKey === undefined ? "" : textOf(record[levelKey]);
  const head = [
    level === "" ? "" : (levelOfWord(level) ?? level).toUpperCase(),
    loggerKey === undefined ? "" : `${textOf(record[loggerKey])}:`,
    textOf(record[messageKey]),
  ].filter(part => part !== "");
  const fields: string[] = [];
  const blocks: string[] = [];
  for (const [key, value] of Object.entries(record)) {
    if (taken.has(key) || TIME_KEYS.has(key) || value === null || value === "") continue;
    const shown = textOf(value);
    if (shown.includes("\n")) blocks.push(...shown.trimEnd().split("\n"));
    else fields.push(`${key}=${/[\s"]/.test(shown) && typeof value === "string" ? JSON.stringify(shown) : shown}`);
  }
  const line = fields.length > 0 ? `${head.join(" ")}  ${fields.join(" ")}` : head.join(" ");
  return [line, ...blocks.map(block => `    ${block}`)].join("\n");
}

/** A line that only looks like JSON, or was cut off, is shown as it is. */
function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
