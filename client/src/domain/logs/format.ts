// How a line is printed: stamp, source, text.
import type { LogLine } from "./line.ts";
import { readable } from "./readable.ts";

export interface LineFormat {
  /** `time` is the time of day, `full` the whole stamp. */
  readonly stamp: "none" | "time" | "full";
  /** Width to which sources are padded so that texts stand below each other; 0 leaves sources out. */
  readonly sourceWidth: number;
  /** Whether JSON is made readable. */
  readonly isReadable: boolean;
}

/** A printed line; where the text has several lines, all are indented alike. */
export function formatLine(line: LogLine, format: LineFormat): string {
  const stamp = format.stamp === "none" || line.stamp === "" ? "" : `${stampText(line.stamp, format.stamp)} `;
  const source = format.sourceWidth === 0 ? "" : `${line.source.padEnd(format.sourceWidth)} │ `;
  const text = format.isReadable ? readable(line.text) : line.text;
  if (!text.includes("\n")) return stamp + source + text;
  const [first, ...rest] = text.split("\n");
  return [stamp + source + (first ?? ""), ...rest.map(line => " ".repeat(stamp.length) + source + line)].join("\n");
}

/** `09:14:02.250` of `2026-11-21T09:14:02.250123456Z`. */
function stampText(stamp: string, kind: "time" | "full"): string {
  if (kind === "full") return stamp;
  const time = stamp.slice(stamp.indexOf("T") + 1).replace(/(?:Z|[+-]\d\d:?\d\d)$/, "");
  const [seconds = "", fraction = ""] = time.split(".");
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}`;
}
