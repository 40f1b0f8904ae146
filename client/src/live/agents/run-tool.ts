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
import { isKubeError, type KubeError } from "../../kube/port.ts";
import { diagnoseDeployment } from "../diagnosis/index.ts";
import { describeDiagnosis } from "./deployment-diagnosis.ts";
import { deploymentLogs } from "./deployment-logs.ts";
import { describeTree, listDeployments } from "./deployment-status.ts";
import { explainRule } from "./explain-rule.ts";
import { credentialsIn } from "./known-secrets.ts";
import { lintManifest } from "./lint-manifest.ts";
import { withoutSecrets } from "./mask-secrets.ts";
import type { AgentAnswer, AgentMeans, AgentPlace, AskedPlace } from "./means.ts";
import { overheard } from "./overheard.ts";
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
  return await inCluster(asked, means, async ({ session, namespace }, secrets) => {
    const judged = await readTree(session, { namespace, name: asked.name }, { signal: inTime, now: means.now() });
    return await deploymentLogs(session, judged, asked, { secrets, signal: inTime });
  });
}

/** @param get is given, too, the credentials of all that it has read so far: programs repeat them, and no form gives them away */
async function inCluster(
  asked: AskedPlace,
  means: AgentMeans,
  get: (place: AgentPlace, secrets: readonly string[]) => Promise<Record<string, unknown>>,
): Promise<AgentAnswer> {
  const place = await connected(asked, means);
  if ("isError" in place) return place;
  const { session, namespace } = place;
  const secrets: string[] = [];
  const listening = overheard(session, read => void secrets.push(...credentialsIn(read)));
  try {
    const found = await get({ session: listening, namespace }, secrets);
    return done(withoutSecrets({ context: session.context.name, namespace, ...found }, secrets, session));
  } catch (error) {
    const words = isKubeError(error) ? withoutPaths(error) : error instanceof Error ? error.message : String(error);
    return failed(withoutSecrets(words, secrets, session));
  }
}

/** Why a context cannot be used is said with paths, programs and settings of this machine, which are not an agent's to know. */
async function connected({ context, namespace }: AskedPlace, means: AgentMeans): Promise<AgentPlace | AgentAnswer> {
  try {
    return await means.cluster({ context, namespace });
  } catch (error) {
    if (!isKubeError(error)) throw error;
    const named = context === undefined ? "The context" : `The context ${context}`;
    return failed(
      `${named} cannot be used (${error.reason}). Name another one, or ask the user whether kubectl can use it.`,
    );
  }
}

/** The API server's own words know nothing of this machine. */
function withoutPaths({ message, status }: KubeError): string {
  return status ? message : message.replace(/(?<![\w:/\\])(?:[a-z]:)?(?:[\\/][^\s\\/,:;"'()]+){2,}/gi, "a file");
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
