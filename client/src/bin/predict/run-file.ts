// Runs the tests of one request file and tells what came of each request.
import { runTest, type CaseResult, type SecretReader } from "../../live/predict/index.ts";
import type { PredictOptions } from "./arguments.ts";
import { waitUntilAvailable, type Cluster } from "./cluster.ts";
import { titleOf, type Complaint, type TestResult, type Verdict } from "./result.ts";
import type { ReadTest, TestReader, ValuePath } from "./test-reader.ts";

export interface Means {
  readonly options: PredictOptions;
  readonly cluster: Cluster;
  readonly reader: TestReader;
  readonly secrets: SecretReader;
  readonly signal: AbortSignal;
  /** Files that requests name are read below it only. */
  readonly folder: string;
}

interface Pending {
  readonly result: Omit<TestResult, "complaints">;
  readonly complaints: readonly { path: ValuePath | undefined; complaint: Omit<Complaint, "line" | "column"> }[];
}

/** @param file absolute @param shown as reports name it */
export async function runReadTest(test: ReadTest, file: string, shown: string, means: Means): Promise<TestResult[]> {
  const { options } = means;
  const value = withOptions(test.value, options);
  if (!bears(value, options.labels)) return [];
  const head = { file: shown, test: test.name };
  const target = fieldOf(fieldOf(value, "spec"), "target");
  const pending: Pending[] = [];
  try {
    const session = fieldOf(target, "url") === undefined ? await means.cluster.session() : undefined;
    const namespace = options.namespace ?? session?.context.namespace;
    const name = fieldOf(target, "deployment");
    if (session && options.wait > 0 && typeof name === "string") {
      const written = fieldOf(target, "namespace");
      const where = typeof written === "string" ? written : (namespace ?? session.context.namespace);
      const late = await waitUntilAvailable(session, { namespace: where, name }, options.wait, means.signal);
      if (late !== undefined)
        return await located([problem(head, late, ["spec", "target", "deployment"])], test, file, means);
    }
    const outcome = await runTest(value, {
      ...{ file, folder: means.folder, session, namespace, ingress: options.ingress },
      ...{ secrets: means.secrets, signal: means.signal, retries: options.retries },
      isChosen: one => isMeant(titleOf({ test: one.test, case: one.name, predictor: undefined }), options.filter),
      onResult: result => pending.push(pendingOf(head, result)),
    });
    for (const { path, message } of outcome.problems) pending.push(problem(head, message, path));
  } catch (error) {
    pending.push(problem(head, error instanceof Error ? error.message : String(error), undefined));
  }
  return located(pending, test, file, means);
}

function isMeant(title: string, filter: string | undefined): boolean {
  return filter === undefined || title.toLowerCase().includes(filter.toLowerCase());
}

function bears(test: unknown, labels: PredictOptions["labels"]): boolean {
  const own = fieldOf(fieldOf(test, "metadata"), "labels");
  return labels.every(([key, value]) => fieldOf(own, key) === value);
}

/** Address and time of the command line go before those of the file. */
function withOptions(test: unknown, { url, timeout }: PredictOptions): unknown {
  const spec = fieldOf(test, "spec");
  const target = fieldOf(spec, "target");
  const asked = url === undefined ? target : { ...pick(target, ["endpoint", "model"]), url };
  return {
    ...pick(test, ["apiVersion", "kind", "metadata"]),
    spec: {
      ...(typeof spec === "object" ? spec : {}),
      target: asked,
      ...(timeout !== undefined && { timeoutSeconds: timeout }),
    },
  };
}

function pendingOf(head: { file: string; test: string }, run: CaseResult): Pending {
  const { outcome, mismatches, problems, predictor, attempts } = run;
  const answer = outcome?.kind === "answer" ? outcome : undefined;
  const result = {
    ...head,
    ...{ case: run.case.name, predictor, attempts, verdict: verdictOf(run) },
    ...{ latency: answer?.latency, status: answer?.status, pod: answer?.pod },
  };
  const bare = { expected: undefined, actual: undefined };
  const failure =
    outcome?.kind === "failure" ? [{ path: run.case.path, complaint: { ...bare, message: outcome.message } }] : [];
  return {
    result,
    complaints: [
      ...problems.map(({ path, message }) => ({ path, complaint: { ...bare, message } })),
      ...failure,
      ...mismatches.map(({ path, message, expected, actual }) => ({ path, complaint: { message, expected, actual } })),
    ],
  };
}

/** Without a way to the model nothing is known about it; an answer that is late or breaks off is the model's doing. */
function verdictOf({ outcome, mismatches, problems }: CaseResult): Verdict {
  if (!outcome || problems.length > 0) return "error";
  if (outcome.kind === "failure") return outcome.reason === "timeout" || outcome.reason === "cut" ? "failed" : "error";
  return mismatches.length > 0 ? "failed" : "passed";
}

function problem(head: { file: string; test: string }, message: string, path: ValuePath | undefined): Pending {
  const nothing = { case: undefined, predictor: undefined, latency: undefined, status: undefined, pod: undefined };
  return {
    result: { ...head, ...nothing, verdict: "error", attempts: 0 },
    complaints: [{ path, complaint: { message, expected: undefined, actual: undefined } }],
  };
}

/** Gives each complaint its line. */
async function located(
  pending: readonly Pending[],
  test: ReadTest,
  file: string,
  { reader }: Means,
): Promise<TestResult[]> {
  const paths = pending.flatMap(({ complaints }) => complaints.map(({ path }) => path ?? []));
  const ranges = paths.length === 0 ? [] : await reader.locate(file, test.index, paths);
  let next = 0;
  return pending.map(({ result, complaints }) => ({
    ...result,
    complaints: complaints.map(({ path, complaint }) => {
      const start = ranges[next++]?.start;
      const isPlaced = path !== undefined && start !== undefined;
      return {
        line: isPlaced ? start.line + 1 : undefined,
        column: isPlaced ? start.character + 1 : undefined,
        ...complaint,
      };
    }),
  }));
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function pick(value: unknown, keys: readonly string[]): object {
  return Object.fromEntries(
    keys.flatMap(key => (fieldOf(value, key) === undefined ? [] : [[key, fieldOf(value, key)]])),
  );
}
