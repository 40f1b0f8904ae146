// The end of a log, bounded in lines and in characters, with secrets masked.
import { maskCredentials } from "../../domain/index.ts";
import type { ClusterSession, LogOptions, LogSource } from "../../kube/port.ts";

/** A program may write megabytes into one line: then the rest is left where it is. In UTF-16 units. */
const MAX_SIZE = 512_000;

/** Characters of a line that are kept. */
const LONGEST_LINE = 4_096;

/** Oldest line first. Rejects with `KubeError`. */
export async function readTail(
  session: Pick<ClusterSession, "log">,
  source: LogSource,
  options: Pick<LogOptions, "isPrevious" | "tailLines" | "signal">,
): Promise<string[]> {
  const lines: string[] = [];
  let size = 0;
  for await (const batch of session.log(source, options)) {
    for (const { text } of batch) {
      size += text.length;
      lines.push(maskCredentials(text.slice(0, LONGEST_LINE)));
    }
    if (size > MAX_SIZE) break;
  }
  return lines;
}
