// A log that is read in another thread, as fast as its lines are taken in this one.
import { cancelled } from "../errors/make-error.ts";
import type { LogLine, LogOptions, LogSource } from "../port.ts";
import type { FromThread } from "./messages.ts";
import { revived, revivedState } from "./plain-errors.ts";
import type { Thread } from "./thread.ts";

/** See `ClusterSession.log`. Nothing is asked for before the first lines are wanted. */
export async function* readRemoteLog(
  thread: Thread,
  session: number,
  source: LogSource,
  given: LogOptions,
): AsyncGenerator<readonly LogLine[], void, undefined> {
  const { signal, isFollowed, isPrevious, since, tailLines } = given;
  if (signal?.aborted) throw cancelled(signal);
  const options = {
    ...(isFollowed !== undefined && { isFollowed }),
    ...(isPrevious !== undefined && { isPrevious }),
    ...(since !== undefined && { since }),
    ...(tailLines !== undefined && { tailLines }),
  };
  let settle: (message: FromThread) => void = () => {};
  /** It may come while the reader is busy with lines. */
  let failure: FromThread | undefined;
  const talk = thread.converse(
    id => ({ kind: "log", id, session, source, options }),
    message => {
      if (message.kind === "state") return given.onState?.(revivedState(message.state));
      if (message.kind === "failure") failure = message;
      settle(message);
    },
  );
  const next = (): Promise<FromThread> =>
    new Promise((resolve, reject) => {
      if (failure) return resolve(failure);
      settle = resolve;
      abort = () => reject(cancelled(signal));
      talk.say("more");
    });
  let abort = (): void => {};
  // At once, however long the reader is busy.
  const aborted = (): void => {
    abort();
    talk.end();
  };
  signal?.addEventListener("abort", aborted, { once: true });
  try {
    for (;;) {
      const message = await next();
      if (message.kind === "failure") throw revived(message.error);
      if (message.kind !== "lines" || !message.lines) return;
      yield message.lines;
      if (signal?.aborted) throw cancelled(signal);
    }
  } finally {
    signal?.removeEventListener("abort", aborted);
    talk.end();
  }
}
