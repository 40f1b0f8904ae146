// Asks whose log is wanted, where a command was not called from a row.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { WatchedClusters } from "../../live/index.ts";
import { targetTitle, type JobLogTarget, type RowLogTarget } from "./log-target.ts";
import { findJobs } from "./pod-source.ts";

interface TargetItem extends vscode.QuickPickItem {
  readonly target?: RowLogTarget;
}

/** All deployments, predictors and pods of the clusters that are watched; undefined where there are none. */
export function knownTargets(watched: WatchedClusters): readonly TargetItem[] {
  return [...watched.watched].flatMap(([context, cluster]) =>
    cluster.namespaces.flatMap(namespace =>
      cluster.deployments(namespace).flatMap(({ name, info, predictors }): TargetItem[] => {
        const place = { context, namespace, deployment: name };
        const parts: RowLogTarget[] = predictors.flatMap(predictor => [
          { ...place, kind: "predictor", predictor: predictor.name },
          ...predictor.pods.map(pod => ({ ...place, kind: "pod", parent: "", pod }) as const),
        ]);
        const whole = { kind: "deployment", context, namespace, name } as const;
        return [
          { label: `${namespace} · ${context}`, kind: vscode.QuickPickItemKind.Separator },
          { label: name, description: info.words, target: whole },
          ...parts.map(target => ({ label: l10n.t`$(blank) ${target.kind} ${partName(target)}`, target })),
        ];
      }),
    ),
  );
}

export async function chooseTarget(items: readonly TargetItem[]): Promise<RowLogTarget | undefined> {
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t("Follow Log"),
    placeHolder: l10n.t("Of what?"),
  });
  return chosen?.target;
}

/** A context that the kubeconfig files name; the only one without asking. */
export async function chooseContext(watched: WatchedClusters): Promise<string | undefined> {
  const names = (await watched.contexts()).contexts.map(({ name }) => name);
  if (names.length <= 1) return names[0];
  return await vscode.window.showQuickPick(names, {
    title: l10n.t("Follow Log"),
    placeHolder: l10n.t("In which cluster?"),
  });
}

export async function chooseJob(watched: WatchedClusters, context: string): Promise<JobLogTarget | undefined> {
  const { session } = await watched.look(context);
  const jobs = await findJobs(session);
  if (!jobs || jobs.length === 0) return await typeJob(context, session.context.namespace);
  const items = jobs.map(({ namespace, name, created }) => ({
    label: name,
    description: namespace,
    detail: created,
    namespace,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t("Follow Log of a Job"),
    placeHolder: l10n.t`Jobs in ${context}, the youngest first`,
    matchOnDescription: true,
  });
  return chosen && { kind: "job", context, namespace: chosen.namespace, job: chosen.label };
}

/** For those who may not list Jobs in all namespaces, and for Jobs that are still to come. */
async function typeJob(context: string, namespace: string): Promise<JobLogTarget | undefined> {
  const typed = await vscode.window.showInputBox({
    title: l10n.t("Follow Log of a Job"),
    prompt: l10n.t`Name of a Job in ${context}, with its namespace in front.`,
    value: `${namespace}/`,
    validateInput: value => (JOB.test(value) ? undefined : l10n.t("Use namespace/name, such as scoring/train-iris")),
  });
  const [, place = "", job = ""] = JOB.exec(typed ?? "") ?? [];
  return job === "" ? undefined : { kind: "job", context, namespace: place, job };
}

/** Names as Kubernetes allows them (RFC 1123). */
const JOB = /^([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)\/([a-z0-9](?:[-.a-z0-9]*[a-z0-9])?)$/;

function partName(target: RowLogTarget): string {
  return target.kind === "predictor" ? target.predictor : target.kind === "pod" ? target.pod : targetTitle(target);
}
