// A tool as VS Code's language models are offered it: asks the user before a cluster is looked at, and answers in JSON.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { AgentToolName } from "../../../../schemas/src/index.ts";
import type { AgentAnswer } from "../../live/agents/index.ts";
import type { WatchedClusters } from "../../live/index.ts";
import { reasonOf } from "../../ui/guard.ts";
import type { Services } from "../../ui/services.ts";
import { agentMeans, type AgentSources } from "./agent-means.ts";

/** What a tool is about, as far as the user is told before it runs. */
interface AskedPart {
  readonly name?: unknown;
  readonly namespace?: unknown;
  readonly context?: unknown;
}

export function agentTool(
  services: Services,
  sources: AgentSources,
  name: AgentToolName,
): vscode.LanguageModelTool<object> {
  const asksCluster = name !== "lint_manifest" && name !== "explain_rule";
  return {
    prepareInvocation: ({ input }) => (asksCluster ? clusterQuestion(name, input, sources.watched) : undefined),
    invoke: async ({ input }, token) => {
      const { runTool } = await import("../../live/agents/index.ts");
      const signal = abortedBy(token);
      services.log.info(`Agent: ${name}.`);
      return toolResult(await runTool(name, input, await agentMeans(sources), signal));
    },
  };
}

/** Shown with the buttons to allow it or not; has no effects. */
function clusterQuestion(
  name: AgentToolName,
  input: AskedPart,
  { watched }: WatchedClusters,
): vscode.PreparedToolInvocation {
  const shown = [...watched.keys()];
  const context =
    text(input.context) ?? (shown.length === 1 ? shown[0] : undefined) ?? l10n.t("a context that is shown");
  const namespace = text(input.namespace) ?? l10n.t("the context's own");
  const deployment = text(input.name);
  const what = deployment === undefined ? l10n.t("All SeldonDeployments") : l10n.t`SeldonDeployment ${deployment}`;
  const where = l10n.t`${what}, namespace ${namespace}, context ${context}.`;
  return {
    invocationMessage: where,
    confirmationMessages: {
      title: titleOf(name),
      message: `${where} ${l10n.t("It is only read, and Secrets are not. What looks like a credential is masked before the model gets it.")}`,
    },
  };
}

function titleOf(name: AgentToolName): string {
  switch (name) {
    case "get_logs":
      return l10n.t("Let the model read logs of this deployment?");
    case "diagnose_deployment":
      return l10n.t("Let the model diagnose this deployment?");
    default:
      return l10n.t("Let the model see how this deployment stands?");
  }
}

export function toolResult({ data }: AgentAnswer): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(data, null, 1))]);
}

/** For what fails outside the tools: an answer in words, too. */
export function failedResult(error: unknown): vscode.LanguageModelToolResult {
  return toolResult({ isError: true, data: { error: reasonOf(error) } });
}

function abortedBy(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  // Over with the call: VS Code gives the token up then.
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
