// The last lines of logs that explain a failure: fetched once per run of a container, when somebody first asks.
import { explainingLog, maskCredentials, type LogOwner, type PodNode } from "../domain/index.ts";
import { isKubeError, type ClusterSession, type LogLine } from "../kube/port.ts";

/** A traceback of Python is about 40 lines; rclone says everything three times. */
const TAIL_LINES = 80;
/** A cluster full of crashing pods must not flood the API server: so many requests at a time … */
const MAX_REQUESTS = 4;
/** … and after each of them so many milliseconds of rest. */
const REST = 100;
/** Of so many runs tails are kept; older ones are forgotten and fetched again should somebody ask. */
const MAX_TAILS = 4_000;

export interface LogTailsOptions {
  readonly session: ClusterSession;
  /** Called when the lines of one of a deployment's pods have come. */
  onTail(deployment: string): void;
}

interface Wanted {
  readonly deployment: string;
  readonly key: string;
  /** The key with the run of the container. */
  readonly run: string;
  readonly owner: LogOwner;
  readonly container: string;
  readonly isPrevious: boolean;
}

export class LogTails {
  readonly #options: LogTailsOptions;
  readonly #abort = new AbortController();
  /** By pod, container and run. An empty tail is an answer, too: there is nothing to be read. */
  readonly #tails = new Map<string, readonly string[]>();
  /** Keys of tails by run, in the order in which they were asked for. */
  readonly #asked = new Map<string, string>();
  readonly #queue: Wanted[] = [];
  #running = 0;

  constructor(options: LogTailsOptions) {
    this.#options = options;
  }

  /** For the domain: what is known of a run's log, if anything is. */
  readonly lastLines = (pod: LogOwner, container: string, isPrevious: boolean): readonly string[] | undefined =>
    this.#tails.get(tailKey(pod, container, isPrevious));

  /**
   * Sees to it that the log that explains a pod's trouble is there, now or soon.
   * @param deployment key of the deployment that the pod belongs to
   */
  want(pod: PodNode, deployment: string): void {
    const choice = explainingLog(pod);
    if (!choice) return;
    const status = pod.containers.find(({ name }) => name === choice.container)?.status;
    const owner = pod.object.metadata;
    const key = tailKey(owner, choice.container, choice.isPrevious);
    const run = `${key}#${status?.restartCount ?? 0}#${status?.state?.terminated?.finishedAt ?? ""}`;
    if (this.#asked.has(run)) return;
    this.#asked.set(run, key);
    this.#forgetOldest();
    this.#queue.push({ deployment, key, run, owner, ...choice });
    this.#next();
  }

  close(): void {
    this.#abort.abort();
    this.#queue.length = 0;
  }

  #next(): void {
    while (this.#running < MAX_REQUESTS) {
      const wanted = this.#queue.shift();
      if (!wanted) return;
      this.#running += 1;
      void this.#fetch(wanted).finally(() => {
        setTimeout(() => {
          this.#running -= 1;
          this.#next();
        }, REST);
      });
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#asked;
    if (!oldest || this.#asked.size <= MAX_TAILS) return;
    const [run, key] = oldest;
    this.#asked.delete(run);
    this.#tails.delete(key);
  }

  async #fetch({ deployment, key, run, owner, container, isPrevious }: Wanted): Promise<void> {
    const lines: LogLine[] = [];
    try {
      const source = { namespace: owner.namespace ?? "", pod: owner.name, container };
      const options = { isPrevious, tailLines: TAIL_LINES, signal: this.#abort.signal };
      for await (const batch of this.#options.session.log(source, options)) lines.push(...batch);
    } catch (error) {
      // Logs are evidence, not the state: without rights to them, or after the pod has gone, the state stands alone.
      if (!isKubeError(error)) throw error;
      // A lost connection says nothing about the log. It is asked for again when the deployment is next judged.
      if (error.reason === "unreachable" || error.reason === "timeout") {
        this.#asked.delete(run);
        return;
      }
    }
    if (this.#abort.signal.aborted) return;
    this.#tails.set(
      key,
      lines.map(line => maskCredentials(line.text)),
    );
    this.#options.onTail(deployment);
  }
}

function tailKey({ namespace = "", name, uid = "" }: LogOwner, container: string, isPrevious: boolean): string {
  return [namespace, name, uid, container, isPrevious ? "previous" : "current"].join("/");
}
