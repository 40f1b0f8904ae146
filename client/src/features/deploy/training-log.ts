// The address of a model from the log of the training job that wrote it, as such jobs print it at their end (seed 004).
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { maskCredentials } from "../../domain/index.ts";
import { listAt, modelUrisInLog, textAt } from "../../domain/deploy/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { PODS } from "../../live/index.ts";

/** Kubernetes' own label on the pods of a Job. */
const OF_A_JOB = "job-name";
/** A job prints the address at its end. */
const LAST_LINES = 500;

/** @returns undefined where the user chose none; tells where there is nothing to choose from */
export async function chooseFromTrainingLog(
  session: ClusterSession,
  namespace: string,
  title: string,
): Promise<string | undefined> {
  const { items } = await session.list(PODS, { namespace, labelSelector: OF_A_JOB });
  const pods = items
    .toSorted((a, b) => (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? "", "en"))
    .map(pod => ({
      label: pod.metadata.labels?.[OF_A_JOB] ?? pod.metadata.name,
      description: pod.metadata.creationTimestamp ?? "",
      pod: pod.metadata.name,
      container: textAt(listAt(pod, "spec", "containers")[0], "name") ?? "",
    }));
  if (pods.length === 0) throw new Error(l10n.t`No pod of a Job is in the namespace ${namespace}`);
  const chosen = await vscode.window.showQuickPick(pods, { title, placeHolder: l10n.t("Training job") });
  if (!chosen) return undefined;
  const lines: string[] = [];
  const source = { namespace, pod: chosen.pod, container: chosen.container };
  for await (const batch of session.log(source, { tailLines: LAST_LINES }))
    lines.push(...batch.map(({ text }) => text));
  const uris = modelUrisInLog(lines).map(uri => maskCredentials(uri));
  if (uris.length === 0)
    throw new Error(l10n.t`The log of ${chosen.label} names no address of a model at the end of a line`);
  return await vscode.window.showQuickPick(uris, { title, placeHolder: l10n.t("Model URI, the latest first") });
}
