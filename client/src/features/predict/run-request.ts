// Sends requests of a view: with the secrets of their destination, over connections that are kept, the answers put together.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { textAt } from "../../domain/deploy/index.ts";
import type { DeploymentToAsk, PreparedRequest, RunnableCase } from "../../domain/predict/index.ts";
import type { CaseResult, CaseRun } from "../../live/predict/index.ts";
import { FEEDBACK_IS_NOT_ALLOWED, mayAsk } from "../../ui/may-ask.ts";
import { findingAgainst, type OpenRequest } from "./open-request.ts";
import type { PredictParts } from "./predict-parts.ts";

/** Where the requests of a view go. */
export interface Destination {
  /** Absent for addresses. */
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  /** Empty for addresses. */
  readonly deployment: string;
}

export interface RunOptions {
  /** Only the case of this index; all of them, unless given. */
  readonly chosen?: number;
  readonly signal: AbortSignal;
  /** Values of secrets are added as they are used, so that no output shows them. */
  readonly used: Set<string>;
  /** All that is going to be sent, before the first of it is. */
  onPlan?(runs: readonly CaseRun[]): void;
  onResult?(result: CaseResult): void;
}

export interface RunOutcome {
  readonly results: readonly CaseResult[];
  /** Why something was not sent. */
  readonly problems: readonly string[];
  /** Names of all cases, chosen or not. */
  readonly cases: readonly string[];
  readonly ask: DeploymentToAsk | undefined;
}

export async function runRequest(
  parts: PredictParts,
  request: OpenRequest,
  destination: Destination,
  options: RunOptions,
): Promise<RunOutcome> {
  const { chosen, signal, used } = options;
  const finding = await findingAgainst(parts.server, request);
  const unsendable = (...problems: string[]): RunOutcome => ({ results: [], problems, cases: [], ask: undefined });
  if (finding !== undefined) return unsendable(finding);
  if (!(await mayAsk(parts.services, request.value, destination))) return unsendable(FEEDBACK_IS_NOT_ALLOWED);
  // A page that was closed meanwhile gives back no way that is opened now.
  if (signal.aborted) return unsendable();
  const { runTest } = await import("../../live/predict/index.ts");
  const { session, sender } = await parts.senders.lineFor(destination.context, destination.deployment);
  const results: CaseResult[] = [];
  const cases: string[] = [];
  const { problems, ask } = await runTest(request.value, {
    ...placeOf(request),
    ...{ session, sender, signal },
    namespace: destination.namespace,
    secrets: secretsFor(parts, request, destination, used),
    isChosen: one => {
      cases.push(caseName(one, cases.length));
      return chosen === undefined || cases.length - 1 === chosen;
    },
    onPlan: runs => options.onPlan?.(runs),
    onResult: result => {
      results.push(result);
      options.onResult?.(result);
    },
  });
  const unsent = results.flatMap(result => (result.request ? [] : result.problems));
  return { results, problems: [...problems, ...unsent].map(({ message }) => message), cases, ask };
}

/** All cases as they would be sent. Whether they may be is asked by whoever sends them. */
export async function prepareRequests(
  parts: PredictParts,
  request: OpenRequest,
  destination: Destination,
  signal: AbortSignal,
): Promise<{ readonly requests: readonly PreparedRequest[]; readonly problems: readonly string[] }> {
  const finding = await findingAgainst(parts.server, request);
  if (finding !== undefined) return { requests: [], problems: [finding] };
  const { prepareAll } = await import("../../live/predict/index.ts");
  const { session } = await parts.senders.lineFor(destination.context, destination.deployment);
  const options = { ...placeOf(request), session, namespace: destination.namespace, signal };
  const { requests, problems } = await prepareAll(request.value, options);
  return { requests, problems: problems.map(({ message }) => message) };
}

/** Asked for, once each, where none is kept for this folder and destination. */
export function secretsFor(
  { secrets }: PredictParts,
  { file, value }: OpenRequest,
  destination: Destination,
  used: Set<string>,
): (name: string) => Promise<string | undefined> {
  const folder = folderOf(file).toString();
  const valueOf = secrets.forRun();
  return async name => {
    const found = await valueOf({ folder, destination: destinationWords(value, destination), name });
    if (found !== undefined) used.add(found);
    return found;
  };
}

/** As people are asked to trust it; the same words for the same destination everywhere. */
function destinationWords(value: unknown, { context, namespace, deployment }: Destination): string {
  const url = textAt(value, "spec", "target", "url");
  if (url !== undefined) return URL.canParse(url) ? new URL(url).origin : url;
  const written = textAt(value, "spec", "target", "namespace");
  return l10n.t`${deployment} in ${written ?? namespace ?? ""} of ${context ?? ""}`;
}

function placeOf({ file }: OpenRequest): { readonly file: string; readonly folder: string } {
  return { file: file.fsPath, folder: folderOf(file).fsPath };
}

function folderOf(file: vscode.Uri): vscode.Uri {
  // An editor that was never saved belongs to the folder that it would be saved in.
  const onDisk = file.scheme === "untitled" ? file.with({ scheme: "file" }) : file;
  return vscode.workspace.getWorkspaceFolder(onDisk)?.uri ?? vscode.Uri.joinPath(onDisk, "..");
}

function caseName({ name }: RunnableCase, index: number): string {
  return name ?? (index === 0 ? "" : l10n.t`case ${index + 1}`);
}
