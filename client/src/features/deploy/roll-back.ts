// Goes back to what a SeldonDeployment was before: what there is to choose from, then the same preview as for a deploy.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isMap, rollbackChoices, type RollbackChoice } from "../../domain/deploy/index.ts";
import type { ClusterSession, KubeObject } from "../../kube/port.ts";
import { REPLICA_SETS, SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { nothingToRollBackTo } from "../../ui/deploy-messages.ts";
import { noDeploymentToChoose } from "../../ui/messages.ts";
import type { DeploymentTarget } from "../../ui/target.ts";
import type { DeployParts } from "./deploy-parts.ts";
import type { Prepared } from "./prepare.ts";

/** The label of all that the operator makes (seldon-facts §5.2). */
const DEPLOYMENT_ID = "seldon-deployment-id";

/** @returns undefined where the user chose nothing, or was told that there is nothing */
export async function prepareRollBack(
  parts: DeployParts,
  { context, namespace, name }: DeploymentTarget,
): Promise<Prepared | undefined> {
  const { session } = await parts.watched.watch(context);
  const live = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name });
  const kept = await parts.copies.of(session, namespace, name);
  const choices = rollbackChoices({ live, kept, replicaSets: await replicaSets(session, namespace, name) });
  if (choices.length === 0) {
    parts.services.show(nothingToRollBackTo(name));
    return undefined;
  }
  const chosen = await choose(choices, name);
  if (!chosen) return undefined;
  const { apiVersion, kind } = live;
  const object: KubeObject = { ...chosen.object, apiVersion, kind, metadata: metadataOf(chosen.object, live) };
  return {
    target: { context, namespace },
    session,
    sendings: [{ item: { type: SELDON_DEPLOYMENTS, object }, source: undefined }],
    warnings: 0,
    notes: chosen.gaps,
  };
}

/** For `seldon.rollBack` from the palette. */
export async function chooseDeployment(parts: DeployParts): Promise<DeploymentTarget | undefined> {
  const items = [...parts.watched.watched].flatMap(([context, cluster]) =>
    cluster.namespaces.flatMap(namespace =>
      cluster.deployments(namespace).map(({ name }) => ({
        label: name,
        description: `${namespace} · ${context}`,
        target: { kind: "deployment", context, namespace, name } as const,
      })),
    ),
  );
  if (items.length === 0) parts.services.show(noDeploymentToChoose(l10n.t("Roll Back")));
  if (items.length === 0) return undefined;
  return (await vscode.window.showQuickPick(items, { title: l10n.t("Roll Back"), placeHolder: "SeldonDeployment" }))
    ?.target;
}

async function choose(choices: readonly RollbackChoice[], name: string): Promise<RollbackChoice | undefined> {
  const items = choices.map(choice => ({
    label: choice.at === undefined ? choice.title : l10n.t`Until ${new Date(choice.at).toLocaleString()}`,
    detail: [...(choice.at === undefined ? [] : [choice.title]), ...choice.gaps].join(" "),
    choice,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t`Roll Back ${name}`,
    placeHolder: l10n.t("What to go back to; a preview comes first"),
  });
  return chosen?.choice;
}

/** None where they may not be listed: then there is only what was kept. */
async function replicaSets(session: ClusterSession, namespace: string, name: string): Promise<readonly KubeObject[]> {
  try {
    const { items } = await session.list(REPLICA_SETS, { namespace, labelSelector: `${DEPLOYMENT_ID}=${name}` });
    return items;
  } catch {
    return [];
  }
}

function metadataOf(object: RollbackChoice["object"], live: KubeObject): KubeObject["metadata"] {
  const { name, namespace } = live.metadata;
  const metadata = object["metadata"];
  return { ...(isMap(metadata) ? metadata : {}), name, ...(namespace !== undefined && { namespace }) };
}
