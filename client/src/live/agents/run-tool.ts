// Runs a tool for an agent: checks what was asked, does it, and masks what comes of it. Failures are answers, too.
import * as z from "zod";
import {
  DiagnoseInput,
  ExplainRuleInput,
  LogsInput,
  ManifestInput,
  StatusInput,
  type AgentToolName,
} from "../../../../schemas/src/index.ts";
import { isKubeError } from "../../kube/port.ts";
import { diagnoseDeployment } from "../diagnosis/index.ts";
import { describeDiagnosis } from "./deployment-diagnosis.ts";
import { deploymentLogs } from "./deployment-logs.ts";
import { describeTree, listDeployments } from "./deployment-status.ts";
import { explainRule } from "./explain-rule.ts";
import { credentialsIn, withoutSecrets } from "./known-secrets.ts";
import { lintManifest } from "./lint-manifest.ts";
import type { AgentAnswer, AgentMeans, AgentPlace, AskedPlace } from "./means.ts";
import { readTree } from "./read-tree.ts";

/** Longest wait for a cluster, in milliseconds. */
const PATIENCE = 20_000;

const CANCELLED = "Cancelled.";

type Tool = (input: unknown, means: AgentMeans, signal: AbortSignal) => Promise<AgentAnswer>;

/** Each throws a ZodError where the input does not fit, and an Error for people where it cannot be done. */
const TOOLS: Readonly<Record<AgentToolName, Tool>> = {
  lint_manifest: async (input, means) => done(await lintManifest(ManifestInput.parse(input), means)),
  explain_rule: async (input, means) => done(await explainRule(ExplainRuleInput.parse(input).rule, means)),
  get_deployment_status: async (input, means, signal) => await status(StatusInput.parse(input), means, signal),
  diagnose_deployment: async (input, means, signal) => await diagnosis(DiagnoseInput.parse(input), means, signal),
  get_logs: async (input, means, signal) => await logs(LogsInput.parse(input), means, signal),
};

/**
 * @param input as the agent sent it
 * @returns whatever fails is an answer in words
 */
export async function runTool(
  name: AgentToolName,
  input: unknown,
  means: AgentMeans,
  signal: AbortSignal,
): Promise<AgentAnswer> {
  try {
    return await unlessAborted(TOOLS[name](input, means, signal), signal);
  } catch (error) {
    if (signal.aborted) return failed(CANCELLED);
    if (error instanceof z.ZodError) return failed(`The input does not fit: ${z.prettifyError(error)}`);
    return failed(withoutSecrets(error instanceof Error ? error.message : String(error), []));
  }
}

async function diagnosis(asked: DiagnoseInput, means: AgentMeans, signal: AbortSignal): Promise<AgentAnswer> {
  return await inCluster(asked, means, async ({ session, namespace }) => {
    const { name } = asked;
    const found = await diagnoseDeployment(
      session,
      { namespace, name },
      { now: means.now(), signal, isReadOnly: true },
    );
    return { name, ...describeDiagnosis(found) };
  });
}

async function status(asked: StatusInput, means: AgentMeans, signal: AbortSignal): Promise<AgentAnswer> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  return await inCluster(asked, means, async ({ session, namespace }) => {
    const { name } = asked;
    if (name === undefined) return await listDeployments(session, namespace, inTime);
    return {
      name,
      ...describeTree(await readTree(session, { namespace, name }, { signal: inTime, now: means.now() })),
    };
  });
}

async function logs(asked: LogsInput, means: AgentMeans, signal: AbortSignal): Promise<AgentAnswer> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  const secrets: string[] = [];
  const get = async ({ session, namespace }: AgentPlace): Promise<Record<string, unknown>> => {
    const judged = await readTree(session, { namespace, name: asked.name }, { signal: inTime, now: means.now() });
    // A program may print a variable of its own that no form gives away.
    secrets.push(...credentialsIn(judged.tree.object.spec));
    return await deploymentLogs(session, judged, asked, inTime);
  };
  return await inCluster(asked, means, get, secrets);
}

/** @param secrets further values that must not be handed on, read after `get` is done */
async function inCluster(
  asked: AskedPlace,
  means: AgentMeans,
  get: (place: AgentPlace) => Promise<Record<string, unknown>>,
  secrets: readonly string[] = [],
): Promise<AgentAnswer> {
  const place = await means.cluster({ context: asked.context, namespace: asked.namespace });
  const { session, namespace } = place;
  try {
    const found = await get(place);
    return done(withoutSecrets({ context: session.context.name, namespace, ...found }, secrets, session));
  } catch (error) {
    if (!isKubeError(error)) throw error;
    return failed(withoutSecrets(error.message, secrets, session));
  }
}

/** An agent that has given up is answered at once, whatever is still on its way. */
async function unlessAborted(work: Promise<AgentAnswer>, signal: AbortSignal): Promise<AgentAnswer> {
  const isOver = new AbortController();
  const aborted = new Promise<AgentAnswer>(resolve => {
    const give = (): void => resolve(failed(CANCELLED));
    if (signal.aborted) give();
    signal.addEventListener("abort", give, { signal: isOver.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    isOver.abort();
  }
}

function done(data: unknown): AgentAnswer {
  return { isError: false, data: typeof data === "object" && data !== null ? { ...data } : {} };
}

function failed(error: unknown): AgentAnswer {
  return { isError: true, data: { error } };
}
