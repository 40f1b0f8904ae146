// Does the tasks of a run: in this thread as long as that is quickest, with the help of others where much is left to do.
import os from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { runTask, type LintTask, type TaskOutcome } from "./lint-task.ts";

/** Threads beside this one that help at most: beyond that the disk and the report are what takes the time. */
const MAX_HELPERS = 7;

/**
 * Milliseconds of work, at the pace of the moment, that have to be left for each helper. A helper loads the program and compiles it
 * while it runs, as this thread has done, and until then the two are no quicker than one: measured on two cores, a fifth of a
 * second of work takes a quarter longer with a helper, three quarters of one as long either way, six seconds a quarter less.
 */
const WORTH_HELP = 1_200;

/** Milliseconds at the start whose pace says nothing: the program is still being compiled. */
const WARM_UP = 80;

/** Milliseconds by which the pace is judged. */
const SAMPLE = 40;

export interface Help {
  /** The program's own file, which in another thread calls {@link helpWithTasks}. */
  readonly program: URL;
  /** Milliseconds in place of {@link WORTH_HELP} and {@link WARM_UP}. */
  readonly worthIt?: number;
  readonly warmUp?: number;
}

/** The outcomes in the order of the tasks, whoever did them. Without `help` everything is done in this thread. */
export async function runTasks(tasks: readonly LintTask[], help: Help | undefined): Promise<readonly TaskOutcome[]> {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const outcomes = new Map<number, TaskOutcome>();
  const helpers: Promise<readonly IndexedOutcome[]>[] = [];
  const pace = new Pace(help?.warmUp ?? WARM_UP);
  forEachTask(tasks, next, (task, index) => {
    outcomes.set(index, runTask(task));
    if (!help || helpers.length > 0) return;
    const left = (tasks.length - outcomes.size) * pace.perTask();
    for (let count = helpersFor(left, help.worthIt ?? WORTH_HELP); count > 0; count--)
      helpers.push(startHelper(help.program, { tasks, next }));
  });
  for (const done of await Promise.all(helpers)) for (const { index, outcome } of done) outcomes.set(index, outcome);
  // A helper that ended early has left what it had taken; there the file is done again.
  return tasks.map((task, index) => outcomes.get(index) ?? runTask(task));
}

/** In a thread that another one has started with {@link runTasks}: takes tasks until none is left. */
export function helpWithTasks(): void {
  const data: unknown = workerData;
  if (!isHelperData(data)) throw new Error("This thread was not started to help.");
  const done: IndexedOutcome[] = [];
  forEachTask(data.tasks, data.next, (task, index) => done.push({ index, outcome: runTask(task) }));
  parentPort?.postMessage(done);
}

interface HelperData {
  readonly tasks: readonly LintTask[];
  /** One number in memory that all threads share: the next task that nobody has taken. */
  readonly next: Int32Array;
}

interface IndexedOutcome {
  readonly index: number;
  readonly outcome: TaskOutcome;
}

function forEachTask(tasks: readonly LintTask[], next: Int32Array, run: (task: LintTask, index: number) => void): void {
  for (let index = Atomics.add(next, 0, 1); index < tasks.length; index = Atomics.add(next, 0, 1)) {
    const task = tasks[index];
    if (task) run(task, index);
  }
}

/** How long a task takes at present. */
class Pace {
  #start: number;
  #tasks = 0;

  /** The first `warmUp` milliseconds do not count. */
  constructor(warmUp: number) {
    this.#start = performance.now() + warmUp;
  }

  /** To be called after each task. Milliseconds; 0 as long as nobody can tell. */
  perTask(): number {
    const elapsed = performance.now() - this.#start;
    if (elapsed < 0) return 0;
    this.#tasks++;
    if (elapsed < SAMPLE) return 0;
    const perTask = elapsed / this.#tasks;
    this.#start += elapsed;
    this.#tasks = 0;
    return perTask;
  }
}

function helpersFor(left: number, worthIt: number): number {
  const wanted = Math.min(MAX_HELPERS, Math.floor(left / worthIt));
  // The system is asked last: it takes longer to answer than a small file to check.
  return wanted > 0 ? Math.min(wanted, os.availableParallelism() - 1) : 0;
}

/** Never rejects: what a helper does not deliver is done by the caller. */
function startHelper(program: URL, data: HelperData): Promise<readonly IndexedOutcome[]> {
  return new Promise(resolve => {
    const worker = new Worker(program, { workerData: data });
    worker.once("message", (done: readonly IndexedOutcome[]) => resolve(done));
    worker.once("error", () => resolve([]));
    worker.once("exit", () => resolve([]));
  });
}

function isHelperData(data: unknown): data is HelperData {
  return typeof data === "object" && data !== null && "tasks" in data && "next" in data;
}
