// Which deployment and which predictor a command is for: the row or line it was called from, or what the user chooses.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ClusterSession } from "../../kube/port.ts";
import type { DeploymentName, DeploymentPlace } from "../../live/canary/index.ts";
import { noDeploymentToChoose } from "../../ui/messages.ts";
import { targetOf, type Target } from "../../ui/target.ts";
import type { CanaryParts } from "./canary-parts.ts";

export interface CanarySubject extends DeploymentPlace {
  readonly session: ClusterSession;
  /** The predictor that was meant, where one was. */
  readonly predictor: string | undefined;
}

/** @returns undefined where the user chose none, or was told why there is none */
export async function findSubject(
  parts: CanaryParts,
  title: string,
  argument: unknown,
): Promise<CanarySubject | undefined> {
  const target = placeOf(targetOf(argument)) ?? (await choose(parts, title));
  if (!target) return undefined;
  return await subjectAt(parts, target);
}

/** @throws where the context cannot be used */
export async function subjectAt(
  { watched }: CanaryParts,
  place: DeploymentPlace & { readonly predictor?: string | undefined },
): Promise<CanarySubject> {
  const { session } = await watched.watch(place.context);
  return { ...place, session, predictor: place.predictor };
}

/** For commands of messages and code lenses. */
export function targetFor({ context, namespace, name }: DeploymentPlace, predictor?: string): Target {
  if (predictor === undefined) return { kind: "deployment", context, namespace, name };
  return { kind: "predictor", context, namespace, deployment: name, predictor };
}

/** `iris in models in lab`, for sentences. */
export function placeWords({ context, namespace }: DeploymentPlace): string {
  return l10n.t`${namespace} in ${context}`;
}

export function nameOf({ namespace, name }: DeploymentPlace): DeploymentName {
  return { namespace, name };
}

type Place = DeploymentPlace & { readonly predictor: string | undefined };

function placeOf(target: Target | undefined): Place | undefined {
  if (!target || !("namespace" in target) || target.kind === "namespace") return undefined;
  const { context, namespace } = target;
  if (target.kind === "deployment") return { context, namespace, name: target.name, predictor: undefined };
  const predictor = "predictor" in target ? target.predictor : undefined;
  return { context, namespace, name: target.deployment, predictor };
}

/** Those that share requests between predictors; the one of the active editor's manifest first. */
async function choose({ services, watched, targets }: CanaryParts, title: string): Promise<Place | undefined> {
  const here = targets.remembered(vscode.window.activeTextEditor?.document.uri);
  const text = vscode.window.activeTextEditor?.document.getText() ?? "";
  if (here) await watched.look(here.context);
  const items = [...watched.watched].flatMap(([context, cluster]) =>
    cluster.namespaces.flatMap(namespace =>
      cluster
        .deployments(namespace)
        .filter(({ predictors }) => predictors.length > 1)
        .map(({ name }) => ({
          label: name,
          description: `${namespace} · ${context}`,
          place: { context, namespace, name, predictor: undefined },
        })),
    ),
  );
  const rank = ({ place }: (typeof items)[number]): number =>
    place.context === here?.context && place.namespace === here.namespace && text.includes(place.name) ? 0 : 1;
  if (items.length === 0) {
    services.show(noDeploymentToChoose(title));
    return undefined;
  }
  const sorted = items.toSorted((a, b) => rank(a) - rank(b));
  const placeHolder = l10n.t("SeldonDeployment with several predictors");
  return (await vscode.window.showQuickPick(sorted, { title, placeHolder }))?.place;
}
