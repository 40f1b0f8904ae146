// What people do to a guided rollout from any window: start, pause, resume, forget. The driver finds it in its next turn.
import * as l10n from "@vscode/l10n";
import {
  forgetPatch,
  rolloutOf,
  rolloutPatch,
  splitOf,
  type Patchable,
  type PlanRefusal,
  type Split,
} from "../../domain/canary/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import type { Rollout } from "../../../../schemas/src/index.ts";
import { changeDeployment, type ChangeResult, type DeploymentName, type LiveDeployment } from "./change-deployment.ts";

type RolloutChange = ChangeResult<Patchable & { readonly kind: "plan" }>;

/** Refused where one is under way already. @param make the rollout for the split as it is, or why there is none */
export function startRollout(
  session: ClusterSession,
  name: DeploymentName,
  make: (split: Split) => Rollout | PlanRefusal,
  options: { readonly isDryRun?: boolean } = {},
): Promise<RolloutChange> {
  return changeDeployment(
    session,
    name,
    object => {
      const old = rolloutOf(object);
      if (old.kind === "unreadable") return { kind: "refused", reason: old.reason };
      if (old.kind === "ok" && isOpen(old.value)) {
        const { canary } = old.value.plan;
        return { kind: "refused", reason: l10n.t`A guided canary of ${canary} is under way already. Abort it first.` };
      }
      const split = splitIn(object);
      const rollout = make(split);
      if ("kind" in rollout) return rollout;
      return { kind: "plan", ...rolloutPatch(rollout, split, { isDriver: false }) };
    },
    options,
  );
}

/** @param change gives the rollout as it is to be; the same one where there is nothing to do */
export function changeRollout(
  session: ClusterSession,
  name: DeploymentName,
  change: (rollout: Rollout) => Rollout,
): Promise<RolloutChange> {
  return changeDeployment(session, name, object => {
    const decoded = rolloutOf(object);
    if (decoded.kind === "absent")
      return { kind: "refused", reason: l10n.t("There is no guided canary here any more.") };
    if (decoded.kind === "unreadable") return { kind: "refused", reason: decoded.reason };
    const changed = change(decoded.value);
    if (changed === decoded.value) return { kind: "refused", reason: l10n.t("There is nothing to change in it.") };
    return { kind: "plan", ...rolloutPatch(changed, splitIn(object), { isDriver: false }) };
  });
}

/** Takes an ended rollout off the deployment. */
export function forgetRollout(session: ClusterSession, name: DeploymentName): Promise<RolloutChange> {
  return changeDeployment(session, name, object => {
    const decoded = rolloutOf(object);
    if (decoded.kind === "ok" && isOpen(decoded.value)) {
      return { kind: "refused", reason: l10n.t("The guided canary is still under way. Abort it first.") };
    }
    return { kind: "plan", ...forgetPatch(object) };
  });
}

function isOpen({ state }: Rollout): boolean {
  return state.phase === "running" || state.phase === "paused";
}

function splitIn({ spec }: LiveDeployment): Split {
  return splitOf(spec?.predictors ?? []);
}
