// Answers the messages of the extension's thread with the port's adapter.
import { setMaxListeners } from "node:events";
import type { AdapterGateway } from "../gateway.ts";
import { isRecord } from "../json.ts";
import type { ClusterSession, KubeGatewayOptions, LogLine, TrustRequest } from "../port.ts";
import { createBatchedFeed, type BatchedFeed } from "./batched-feed.ts";
import type { FromThread, ThreadData, ToThread, ToThreadCall } from "./messages.ts";
import { plainError, plainState, revived } from "./plain-errors.ts";
import { createServed } from "./served.ts";

/** What goes on under the number of a conversation. */
interface Conversation {
  readonly abort: AbortController;
  readonly watched?: BatchedFeed & { retryNow(): void };
  readonly log?: AsyncIterator<readonly LogLine[]>;
  readonly resident?: Promise<Resident>;
}

/** Something that works on what a session tells, in the session's thread: what it makes of much is little to send. */
export interface Resident {
  take(message: unknown): void;
  close(): void;
}

/**
 * @param tell sends something to whoever has asked for it
 * @param onFault told of what it has failed at; it goes on
 */
export type MoveIn = (
  session: ClusterSession,
  request: unknown,
  tell: (message: unknown) => void,
  onFault: (error: unknown) => void,
) => Promise<Resident>;

/**
 * @param moveIn what else the thread does
 * @returns what takes the messages of the other thread; `tell` sends it one
 */
export function serve(
  createGateway: (options: KubeGatewayOptions) => AdapterGateway,
  data: ThreadData,
  tell: (message: FromThread) => void,
  moveIn: MoveIn,
): (message: ToThread) => void {
  const conversations = new Map<number, Conversation>();
  const questions = new Map<number, (answer: ToThread) => void>();
  let lastQuestion = 0;
  const ask = (question: { kind: "ask-sources" } | { kind: "ask-trust"; request: TrustRequest }): Promise<ToThread> =>
    new Promise(resolve => {
      const id = ++lastQuestion;
      questions.set(id, resolve);
      tell({ ...question, id });
    });
  const gateway = createGateway({
    async sources() {
      const answer = await ask({ kind: "ask-sources" });
      if (answer.kind === "no-sources") throw revived(answer.error);
      return answer.kind === "sources" ? answer.sources : { kubeconfig: [], separateFiles: [] };
    },
    async isTrusted(request) {
      const answer = await ask({ kind: "ask-trust", request });
      return answer.kind === "trust" && answer.isTrusted;
    },
    log: line => tell({ kind: "log-line", line }),
    onForwards: () => tell(thread.forwardsNow()),
    ...(data.env && { env: data.env }),
    ...(data.timing && { timing: data.timing }),
  });
  const thread = createServed(gateway);
  const batch = data.timing?.batch ?? BATCH;

  const call = async ({ id, method, parameters, hasSignal }: ToThreadCall): Promise<void> => {
    const abort = new AbortController();
    // Every attempt of the call listens to it.
    setMaxListeners(0, abort.signal);
    conversations.set(id, { abort });
    const options = parameters.at(-1);
    if (hasSignal && isRecord(options)) options["signal"] = abort.signal;
    try {
      const { [method]: answer } = thread.served;
      const value: unknown = await Reflect.apply(answer, undefined, parameters);
      tell({ kind: "result", id, value });
    } catch (error) {
      tell({ kind: "failure", id, error: plainError(error) });
    } finally {
      conversations.delete(id);
    }
  };
  const watch = ({ id, request }: Extract<ToThread, { kind: "watch" }>): void => {
    const abort = new AbortController();
    const batched = createBatchedFeed(id, batch, tell);
    const { session, ...followed } = request;
    const following = thread.sessionOf(session).follow(followed, batched.feed, abort.signal);
    conversations.set(id, { abort, watched: { ...batched, ...following } });
  };
  const log = ({ id, session, source, options }: Extract<ToThread, { kind: "log" }>): void => {
    const abort = new AbortController();
    const lines = thread.sessionOf(session).log(source, {
      ...options,
      signal: abort.signal,
      onState: state => tell({ kind: "state", id, state: plainState(state) }),
    });
    conversations.set(id, { abort, log: lines[Symbol.asyncIterator]() });
  };
  const logFault = (error: unknown): void =>
    tell({ kind: "log-line", line: `A cluster could not be looked at: ${plainError(error).message}` });
  /** That it could not move in, `settle` tells. */
  const tellResident = (going: Conversation | undefined, say: (resident: Resident) => void): void => {
    const wait = async (): Promise<void> => {
      const resident = await going?.resident?.catch(() => undefined);
      if (resident) say(resident);
    };
    wait().catch(logFault);
  };
  const settle = async ({ id, session, request }: Extract<ToThread, { kind: "move-in" }>): Promise<void> => {
    try {
      const resident = moveIn(
        thread.sessionOf(session),
        request,
        message => tell({ kind: "from-resident", id, message }),
        logFault,
      );
      conversations.set(id, { abort: new AbortController(), resident });
      await resident;
    } catch (error) {
      conversations.delete(id);
      tell({ kind: "failure", id, error: plainError(error) });
    }
  };
  const more = async (id: number): Promise<void> => {
    try {
      const next = await conversations.get(id)?.log?.next();
      const lines = next === undefined || next.done === true ? undefined : next.value;
      if (!lines) conversations.delete(id);
      tell({ kind: "lines", id, lines });
    } catch (error) {
      conversations.delete(id);
      tell({ kind: "failure", id, error: plainError(error) });
    }
  };

  return message => {
    const { id } = message;
    const going = conversations.get(id);
    switch (message.kind) {
      case "call":
        return void call(message);
      case "abort":
        return going?.abort.abort(message.reason && revived(message.reason));
      case "watch":
        return watch(message);
      case "retry":
        return going?.watched?.retryNow();
      case "taken":
        return going?.watched?.taken();
      case "log":
        return log(message);
      case "more":
        return void more(id);
      case "move-in":
        return void settle(message);
      case "to-resident":
        return tellResident(going, resident => resident.take(message.message));
      case "end":
        conversations.delete(id);
        going?.abort.abort();
        tellResident(going, resident => resident.close());
        // Between two batches, a log that nobody takes would never learn of it.
        return void going?.log?.return?.();
      case "sources":
      case "no-sources":
      case "trust":
        questions.get(id)?.(message);
        questions.delete(id);
    }
  };
}

/** Milliseconds, as the adapter has it. */
const BATCH = 100;
