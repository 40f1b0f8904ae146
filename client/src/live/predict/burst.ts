// Many requests, some at a time, to see how a model bears load. Bounded: this is a look, not an attack.
import * as l10n from "@vscode/l10n";
import { MOST_AT_ONCE, MOST_REQUESTS, type Outcome, type PreparedRequest } from "../../domain/predict/index.ts";
import type { Sender, SendOptions } from "./send-request.ts";

export interface Burst {
  /** Sent in turn, from the first again after the last. */
  readonly requests: readonly PreparedRequest[];
  readonly total: number;
  readonly concurrency: number;
}

export interface BurstOptions extends SendOptions {
  /** Called once for each request, in the order in which they end; `at` is the time of its end, in milliseconds since the start. */
  onOutcome(outcome: Outcome, index: number, at: number): void;
}

/** How long a Service may have no pod until its requests are not tried again, in milliseconds: a deleted pod's successor takes its time. */
const PATIENCE = 90_000;
const PAUSE = 250;

/**
 * Sends until all have ended or the signal is aborted; then what has not been sent never is. A request that no pod has
 * taken is sent again, because nobody has seen it: only what was on its way when a pod went counts as cut.
 * @throws RangeError outside the bounds
 */
export async function runBurst(sender: Sender, burst: Burst, options: BurstOptions): Promise<void> {
  const { requests, total, concurrency } = burst;
  within("requests", total, MOST_REQUESTS);
  within(l10n.t("requests at a time"), concurrency, MOST_AT_ONCE);
  if (requests.length === 0) throw new RangeError("There is no request to send.");
  const started = performance.now();
  const patience = new Patience();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < total && options.signal?.aborted !== true) {
      const index = next++;
      const request = requests[index % requests.length];
      if (!request) return;
      const outcome = await sendUntilTaken(sender, request, options, patience);
      options.onOutcome(outcome, index, performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, total) }, work));
}

async function sendUntilTaken(
  sender: Sender,
  request: PreparedRequest,
  options: SendOptions,
  patience: Patience,
): Promise<Outcome> {
  for (;;) {
    const outcome = await sender.send(request, options);
    if (outcome.kind === "failure" && outcome.isFinal === true) return outcome;
    const isUnseen = outcome.kind === "failure" && outcome.reason === "not-connected";
    const isOver = patience.isOver(request, isUnseen);
    if (!isUnseen || isOver || options.signal?.aborted === true) return outcome;
    await new Promise(resolve => void setTimeout(resolve, PAUSE));
  }
}

/** Of a whole burst: where one request has waited in vain, the next one need not. */
class Patience {
  /** When a Service began to take no requests. */
  readonly #since = new Map<string, number>();

  /** Of an address nobody says that another pod is coming. */
  isOver({ route }: PreparedRequest, isUnseen: boolean): boolean {
    if (route.kind === "url") return true;
    const key = JSON.stringify(route);
    const now = performance.now();
    const since = this.#since.get(key) ?? now;
    if (isUnseen) this.#since.set(key, since);
    else this.#since.delete(key);
    return now - since > PATIENCE;
  }
}

function within(what: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`The number of ${what} has to be between 1 and ${most}, and is ${value}.`);
}
