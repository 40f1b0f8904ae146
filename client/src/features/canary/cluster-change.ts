// The change in the cluster: tried out as a dry run, then written on condition that all it rests on is as it was.
import * as l10n from "@vscode/l10n";
import type { EditPlan, PlanRefusal } from "../../domain/canary/index.ts";
import type { LiveDeployment, Previewed } from "../../live/canary/index.ts";
import { isKubeError } from "../../kube/port.ts";
import { shiftConflict, shiftIsRefused } from "../../ui/canary-messages.ts";
import { changeIsRefused, notThereAnymore } from "../../ui/messages.ts";
import type { CanaryParts } from "./canary-parts.ts";
import type { CanarySubject } from "./canary-subject.ts";

export type Planner = (object: LiveDeployment) => EditPlan | PlanRefusal;

export interface ClusterPreview {
  readonly previewed: Previewed<EditPlan>;
  readonly plan: Planner;
  /** What the API server said to the trial, for the preview's last line. */
  readonly trial: string;
}

/** @returns undefined where the user was told why not */
export async function previewInCluster(
  parts: CanaryParts,
  subject: CanarySubject,
  title: string,
  plan: Planner,
): Promise<ClusterPreview | undefined> {
  const { changeDeployment } = await parts.engine();
  const { session, namespace, name, context } = subject;
  try {
    const result = await changeDeployment(session, { namespace, name }, plan, { isDryRun: true });
    if (result.kind === "refused") parts.services.show(shiftIsRefused(title, result.reason));
    if (result.kind === "conflict") parts.services.show(shiftConflict(name, result.words));
    if (result.kind !== "changed") return undefined;
    const trial = l10n.t("The API server and its webhooks accept it: they were asked by a dry run.");
    return { previewed: result, plan, trial };
  } catch (error) {
    if (!isKubeError(error)) throw error;
    if (error.reason === "not-found") {
      parts.services.show(notThereAnymore(l10n.t`SeldonDeployment ${name}`, context));
      return undefined;
    }
    const said = error.status?.message ?? error.message;
    const isRefused = ["forbidden", "invalid"].includes(error.reason) || said.includes("failed calling webhook");
    if (!isRefused) throw error;
    parts.services.show(changeIsRefused(title, l10n.t`SeldonDeployment ${name}`, said));
    return undefined;
  }
}

/** @returns whether it was written; else the user was told why not */
export async function writeToCluster(
  parts: CanaryParts,
  { session, namespace, name }: CanarySubject,
  title: string,
  { previewed, plan }: ClusterPreview,
): Promise<boolean> {
  const { applyPreviewed } = await parts.engine();
  const result = await applyPreviewed(session, { namespace, name }, previewed, plan);
  if (result.kind === "refused") parts.services.show(shiftIsRefused(title, result.reason));
  if (result.kind === "conflict") parts.services.show(shiftConflict(name, result.words));
  return result.kind === "changed";
}
