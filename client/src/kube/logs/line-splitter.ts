// Cuts a log's bytes into lines with their time stamps.
import { StringDecoder } from "node:string_decoder";
import type { LogLine } from "../port.ts";

export interface LineSplitter {
  /** The lines that are complete with this piece. */
  push(chunk: Buffer): LogLine[];
  /** What has come after the last line break. */
  end(): LogLine[];
}

/** A character may be cut in two by the network, and so may a line. */
export function createLineSplitter(): LineSplitter {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return {
    push(chunk) {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = lines.pop() ?? "";
      return lines.map(parseLine);
    },
    end() {
      const last = rest + decoder.end();
      rest = "";
      return last === "" ? [] : [parseLine(last)];
    },
  };
}

const SPACE = 32;
const SHORTEST_TIME = "2006-01-02T15:04:05Z".length;

/** `2006-01-02T15:04:05.000000000Z text`. Lines that the kubelet says itself have no time. */
function parseLine(line: string): LogLine {
  const space = line.indexOf(" ");
  const isStamped =
    space >= SHORTEST_TIME && line.charAt(10) === "T" && line.charAt(4) === "-" && line.charCodeAt(space) === SPACE;
  return isStamped ? { time: line.slice(0, space), text: line.slice(space + 1) } : stampOnly(line);
}

/** An empty line may come with its time and no space after it. */
function stampOnly(line: string): LogLine {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u.test(line)
    ? { time: line, text: "" }
    : { time: undefined, text: line };
}
