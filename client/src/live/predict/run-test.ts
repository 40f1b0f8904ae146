// Runs a request file: its cases, each asked of its predictors, and what came back held against what was expected.
import { setTimeout } from "node:timers/promises";
import * as l10n from "@vscode/l10n";
import {
  casesByPredictor,
  checkAnswer,
  deploymentToAsk,
  prepareRequest,
  runnableCases,
  type CaseFiles,
  type CaseProblem,
  type DeploymentToAsk,
  type Mismatch,
  type Outcome,
  type PreparedRequest,
  type Route,
  type RunnableCase,
} from "../../domain/predict/index.ts";
import { isKubeError, type CallOptions, type ClusterSession } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS, SERVICES } from "../resource-types.ts";
import { readCaseFiles } from "./case-files.ts";
import { findIngress } from "./find-ingress.ts";
import { matchesSchema } from "./json-schema.ts";
import { createSender, type SecretReader, type Sender } from "./send-request.ts";

/** Requests that are on their way at a time, unless told. */
const PARALLEL = 4;
/** Between two attempts, in milliseconds. */
const PAUSE = 1_000;

export interface TestPlace {
  /** The request file, which the files it names are relative to. */
  readonly file: string;
  /** Nothing outside is read. */
  readonly folder: string;
}

export interface TestCluster {
  /** Absent: only addresses can be asked. */
  readonly session: ClusterSession | undefined;
  /** For files that name no namespace. */
  readonly namespace: string | undefined;
  /** Address of the gateway, where it is not to be looked for in the cluster. */
  readonly ingress?: string | undefined;
}

export interface PlanOptions extends TestPlace, TestCluster {
  readonly signal?: AbortSignal | undefined;
  /** Those that are not chosen are not sent; all are, unless told. */
  isChosen?(one: RunnableCase): boolean;
}

export interface RunTestOptions extends PlanOptions {
  readonly secrets: SecretReader;
  readonly parallel?: number;
  /** A case that fails is sent again up to so often, a second apart; never, unless told. */
  readonly retries?: number;
  /** One is made for the run and closed after it, unless given. */
  readonly sender?: Sender;
  /** All that is going to be sent, before the first of it is. */
  onPlan?(runs: readonly CaseRun[]): void;
  onStart?(run: CaseRun): void;
  /** In the order in which they end. */
  onResult(result: CaseResult): void;
}

/** One request that is made: a case, asked of one predictor. */
export interface CaseRun {
  readonly case: RunnableCase;
  readonly predictor: string | undefined;
}

export interface CaseResult extends CaseRun {
  /** `undefined` where it could not be made; `problems` say why. */
  readonly request: PreparedRequest | undefined;
  readonly outcome: Outcome | undefined;
  /** Why it was not sent. */
  readonly problems: readonly CaseProblem[];
  /** Empty where the answer is as expected; why there is none, where there is none. */
  readonly mismatches: readonly Mismatch[];
  /** How often it was sent. */
  readonly attempts: number;
}

/** What keeps cases of the file, or all of it, from being run. */
export interface TestOutcome {
  readonly problems: readonly CaseProblem[];
  /** The deployment as it was looked up; `undefined` for an address, and where it was not found. */
  readonly ask: DeploymentToAsk | undefined;
}

/**
 * Never rejects for what the cluster, the wire or the model does: that is told by problems and outcomes.
 *
 * @param test the plain object, as `seldon/objects` gives it
 */
export async function runTest(test: unknown, options: RunTestOptions): Promise<TestOutcome> {
  const { runs, problems, ...means } = await planTest(test, options);
  options.onPlan?.(runs);
  if (runs.length === 0) return { problems, ask: means.ask };
  const sender = options.sender ?? createSender(options.session);
  try {
    await inParallel(runs, options.parallel ?? PARALLEL, async run => {
      if (options.signal?.aborted === true) return;
      options.onStart?.(run);
      options.onResult(await runCase(run, { ...means, sender }, options));
    });
  } finally {
    if (sender !== options.sender) await sender.close();
  }
  return { problems, ask: means.ask };
}

/** What would be sent, for all cases that are chosen; `problems` say what cannot be. */
export async function prepareAll(
  test: unknown,
  options: PlanOptions,
): Promise<{ readonly requests: readonly PreparedRequest[]; readonly problems: readonly CaseProblem[] }> {
  const { runs, problems, files, ask, gateway } = await planTest(test, options);
  const prepared = runs.map(run => prepareRequest(run.case, ask, files, { gateway, namespace: options.namespace }));
  return {
    requests: prepared.flatMap(({ request }) => request ?? []),
    problems: [...problems, ...prepared.filter(({ request }) => !request).flatMap(each => each.problems)],
  };
}

/** What would be sent, for showing it to people: the first case that is chosen, as a request. */
export async function prepareFirst(
  test: unknown,
  options: PlanOptions,
): Promise<{ readonly request: PreparedRequest | undefined; readonly problems: readonly CaseProblem[] }> {
  const { runs, problems, files, ask, gateway } = await planTest(test, options);
  const [first] = runs;
  if (!first) return { request: undefined, problems };
  return prepareRequest(first.case, ask, files, { gateway, namespace: options.namespace });
}

interface Plan extends AskedTarget {
  readonly runs: readonly CaseRun[];
  readonly files: CaseFiles;
  readonly problems: readonly CaseProblem[];
}

async function planTest(test: unknown, options: PlanOptions): Promise<Plan> {
  const { files, problems: unread } = await readCaseFiles(test, options.file, options.folder);
  const nothing = { runs: [], files, ask: undefined, gateway: undefined };
  if (unread.length > 0) return { ...nothing, problems: unread };
  const { cases, problems } = runnableCases(test, files);
  const chosen = cases.filter(one => options.isChosen?.(one) ?? true);
  const [first] = chosen;
  if (!first) return { ...nothing, problems };
  const target = await lookAt(first, options);
  if ("message" in target) return { ...nothing, problems: [...problems, target] };
  const runs = chosen.flatMap(one =>
    casesByPredictor(one, target.ask).map(({ predictor, ...rest }): CaseRun => ({ case: rest, predictor })),
  );
  return { ...target, runs, files, problems };
}

interface AskedTarget {
  /** `undefined` for an address. */
  readonly ask: DeploymentToAsk | undefined;
  readonly gateway: Route | undefined;
}

interface Means extends AskedTarget {
  readonly files: CaseFiles;
  readonly sender: Sender;
}

async function runCase(run: CaseRun, means: Means, options: RunTestOptions): Promise<CaseResult> {
  const { ask, gateway, files, sender } = means;
  const { signal, secrets, retries = 0 } = options;
  const { request, problems: found } = prepareRequest(run.case, ask, files, { gateway, namespace: options.namespace });
  const problems = found.filter(({ severity }) => severity === "error");
  if (!request) return { ...run, request, outcome: undefined, problems, mismatches: [], attempts: 0 };
  for (let attempts = 1; ; attempts++) {
    const outcome = await sender.send(request, { secrets, signal });
    const mismatches = checkAnswer(run.case, request, outcome, { validateSchema: matchesSchema, ask });
    if (mismatches.length === 0 || attempts > retries || signal?.aborted === true)
      return { ...run, request, outcome, problems: [], mismatches, attempts };
    await setTimeout(PAUSE, undefined, { signal }).catch(() => {});
  }
}

/** All cases of a file have one target. */
async function lookAt(
  { spec: { target } }: RunnableCase,
  { session, namespace, ingress, signal }: PlanOptions,
): Promise<AskedTarget | CaseProblem> {
  if (target.url !== undefined) return { ask: undefined, gateway: undefined };
  const { deployment: name } = target;
  const path = ["spec", "target", "deployment"];
  if (name === undefined)
    return { path: ["spec", "target"], message: l10n.t("The target names no deployment and no url.") };
  if (!session) return { path, message: l10n.t("A deployment is asked through a cluster, and none was named.") };
  const where = target.namespace ?? namespace ?? session.context.namespace;
  try {
    const ask = await readDeployment(session, where, name, { signal });
    if (!ask) return { path, message: l10n.t`The SeldonDeployment ${name} has no predictor to ask.` };
    const gateway = target.through === "ingress" ? await findIngress(session, ingress, { signal }) : undefined;
    return { ask, gateway };
  } catch (error) {
    if (!isKubeError(error)) throw error;
    const message =
      error.reason === "not-found"
        ? l10n.t`There is no SeldonDeployment ${name} in namespace ${where} of ${session.context.name}.`
        : l10n.t`The SeldonDeployment ${name} could not be read: ${error.message}`;
    return { path, message };
  }
}

/** @throws KubeError, such as `not-found` */
export async function readDeployment(
  session: ClusterSession,
  namespace: string,
  name: string,
  options: CallOptions = {},
): Promise<DeploymentToAsk | undefined> {
  const deployment = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name }, options);
  try {
    const { items } = await session.list(SERVICES, { ...options, namespace });
    return deploymentToAsk(deployment, items);
  } catch (error) {
    // Who may not list Services is served by the ports that an installation has as a rule.
    if (isKubeError(error) && error.reason === "forbidden") return deploymentToAsk(deployment);
    throw error;
  }
}

async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}
