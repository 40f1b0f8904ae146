// The end of a log, bounded in lines, in characters and in time, with secrets masked.
import { maskCredentials } from "../../domain/index.ts";
import { isKubeError, type ClusterSession, type LogOptions, type LogSource } from "../../kube/port.ts";

/** Characters of a line that are kept. */
const LONGEST_LINE = 4_096;

/** Characters that are read at most: the newest lines come last, so that all before them has to pass. */
const MOST_READ = 32_000_000;

/** Milliseconds after which what has come by then is the tail. */
const PATIENCE = 10_000;

type TailOptions = Pick<LogOptions, "isPrevious" | "signal"> & {
  readonly tailLines: number;
  /** Milliseconds; for tests. */
  readonly patience?: number;
};

/**
 * Oldest line first. A program may write megabytes into one line, or faster than anybody reads: what is kept is always the
 * newest of what has come. Rejects with `KubeError`.
 */
export async function readTail(
  session: Pick<ClusterSession, "log">,
  source: LogSource,
  { isPrevious = false, tailLines, signal, patience = PATIENCE }: TailOptions,
): Promise<string[]> {
  const deadline = AbortSignal.timeout(patience);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const lines: string[] = [];
  let size = 0;
  try {
    for await (const batch of session.log(source, { isPrevious, tailLines, signal: either })) {
      for (const { text } of batch) {
        size += text.length;
        lines.push(text.slice(0, LONGEST_LINE));
      }
      if (lines.length > tailLines) lines.splice(0, lines.length - tailLines);
      if (size > MOST_READ || deadline.aborted) break;
    }
  } catch (error) {
    const isOurEnd = deadline.aborted && signal?.aborted !== true && isKubeError(error);
    if (!isOurEnd || lines.length === 0) throw error;
  }
  return lines.map(maskCredentials);
}
