// The last lines of logs that explain a failure: fetched once per run of a container, when somebody first asks.
import { explainingLog, type LogOwner, type PodNode } from "../domain/index.ts";
import { isKubeError, type ClusterSession, type LogLine } from "../kube/port.ts";

/** A traceback of Python is about 40 lines; rclone says everything three times. */
const TAIL_LINES = 80;
/** A namespace full of crashing pods must not flood the API server. */
const MAX_REQUESTS = 4;

export interface LogTailsOptions {
  readonly session: ClusterSession;
  /** Called when the lines of a pod have come. */
  onTail(pod: LogOwner): void;
}

interface Wanted {
  readonly key: string;
  readonly owner: LogOwner;
  readonly container: string;
  readonly isPrevious: boolean;
}

export class LogTails {
  readonly #options: LogTailsOptions;
  readonly #abort = new AbortController();
  /** By pod, container and run. An empty tail is an answer, too: there is nothing to be read. */
  readonly #tails = new Map<string, readonly string[]>();
  readonly #asked = new Set<string>();
  readonly #queue: Wanted[] = [];
  #running = 0;

  constructor(options: LogTailsOptions) {
    this.#options = options;
  }

  /** For the domain: what is known of a run's log, if anything is. */
  readonly lastLines = (pod: LogOwner, container: string, isPrevious: boolean): readonly string[] | undefined =>
    this.#tails.get(tailKey(pod, container, isPrevious));

  /** Sees to it that the log that explains a pod's trouble is there, now or soon. */
  want(pod: PodNode): void {
    const choice = explainingLog(pod);
    if (!choice) return;
    const status = pod.containers.find(({ name }) => name === choice.container)?.status;
    const owner = pod.object.metadata;
    const key = tailKey(owner, choice.container, choice.isPrevious);
    const run = `${key}#${status?.restartCount ?? 0}#${status?.state?.terminated?.finishedAt ?? ""}`;
    if (this.#asked.has(run)) return;
    this.#asked.add(run);
    this.#queue.push({ key, owner, ...choice });
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
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #fetch({ key, owner, container, isPrevious }: Wanted): Promise<void> {
    const lines: LogLine[] = [];
    try {
      const source = { namespace: owner.namespace ?? "", pod: owner.name, container };
      const options = { isPrevious, tailLines: TAIL_LINES, signal: this.#abort.signal };
      for await (const batch of this.#options.session.log(source, options)) lines.push(...batch);
    } catch (error) {
      // Logs are evidence, not the state: without rights to them, or after the pod has gone, the state stands alone.
      if (!isKubeError(error)) throw error;
    }
    if (this.#abort.signal.aborted) return;
    this.#tails.set(
      key,
      lines.map(line => line.text),
    );
    this.#options.onTail(owner);
  }
}

function tailKey({ namespace = "", name, uid = "" }: LogOwner, container: string, isPrevious: boolean): string {
  return [namespace, name, uid, container, isPrevious ? "previous" : "current"].join("/");
}
