// Writes what was previewed, and only that: where somebody else was quicker, nothing is written and it is said what they did.
import * as l10n from "@vscode/l10n";
import {
  applyEdits,
  conflictWords,
  splitOf,
  type EditPlan,
  type PlanRefusal,
  type Split,
} from "../../domain/canary/index.ts";
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../resource-types.ts";
import { changeDeployment, type ChangeResult, type DeploymentName, type LiveDeployment } from "./change-deployment.ts";

/** As `changeDeployment` gives it for a dry run. */
export type Previewed<P> = Extract<ChangeResult<P>, { readonly kind: "changed" }>;

/** @throws KubeError where the API server or a webhook refused, or was not reached and it cannot be told what became of it */
export async function applyPreviewed<P extends EditPlan>(
  session: ClusterSession,
  name: DeploymentName,
  previewed: Previewed<P>,
  plan: (object: LiveDeployment) => P | PlanRefusal,
): Promise<ChangeResult<P>> {
  let meanwhile: readonly string[] | undefined;
  const guarded = (object: LiveDeployment): P | PlanRefusal => {
    const planned = plan(object);
    const words = conflictWords(splitIn(previewed.before), splitIn(object));
    // The same edits on another split are another change than the one that was seen.
    if (planned.kind === "plan" && words.length === 0 && isSame(planned, previewed.plan)) return planned;
    meanwhile = words;
    return planned.kind === "refused"
      ? planned
      : { kind: "refused", reason: l10n.t("It has changed since the preview.") };
  };
  try {
    const result = await changeDeployment(session, name, guarded);
    return result.kind === "refused" && meanwhile ? { kind: "conflict", words: meanwhile } : result;
  } catch (error) {
    if (!isKubeError(error) || !error.isOutcomeUnknown) throw error;
    const after = await session.get({ type: SELDON_DEPLOYMENTS, ...name });
    const { plan: planned, before } = previewed;
    // What was written is there: the answer was lost, the change was not.
    if (isSpecOf(after, applyEdits(before, planned.edits))) return { kind: "changed", plan: planned, before, after };
    throw error;
  }
}

function isSame(one: EditPlan, other: EditPlan): boolean {
  return JSON.stringify(one.edits) === JSON.stringify(other.edits);
}

function isSpecOf({ spec }: LiveDeployment, wanted: unknown): boolean {
  const other = typeof wanted === "object" && wanted !== null && "spec" in wanted ? wanted.spec : undefined;
  return JSON.stringify(spec) === JSON.stringify(other);
}

function splitIn({ spec }: LiveDeployment): Split {
  return splitOf(spec?.predictors ?? []);
}
