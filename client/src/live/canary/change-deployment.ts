// Reads a SeldonDeployment, plans on what was read, and writes the plan as one patch that tests all it rests on.
import { conflictWords, patchOf, splitOf, type Patchable, type PlanRefusal } from "../../domain/canary/index.ts";
import type { SeldonDeploymentObject } from "../../domain/index.ts";
import { isKubeError, type ClusterSession, type KubeObject } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../resource-types.ts";

export interface DeploymentName {
  readonly namespace: string;
  readonly name: string;
}

export type LiveDeployment = KubeObject & SeldonDeploymentObject;

export type ChangeResult<P> =
  | { readonly kind: "changed"; readonly plan: P; readonly before: LiveDeployment; readonly after: LiveDeployment }
  | PlanRefusal
  /** Nothing was changed. `words` say what somebody else did meanwhile; empty where it was no change of the split. */
  | { readonly kind: "conflict"; readonly words: readonly string[] };

export interface ChangeOptions {
  readonly signal?: AbortSignal | undefined;
  /** The API server and the webhook judge it, and nothing is kept. */
  readonly isDryRun?: boolean;
}

/** Where a patch tests the object's version, writes of the operator can be in the way, but not for long. */
const ATTEMPTS = 3;

/**
 * Plans and writes. A conflict is tried again, with a new plan, only if the split is still what the first plan rested on:
 * then it was about the object's version.
 * @param plan called with what was read, once for each attempt
 * @throws KubeError where the API server or a webhook refused, or was not reached; where its outcome is unknown, read again
 */
export async function changeDeployment<P extends Patchable & { readonly kind: "plan" }>(
  session: ClusterSession,
  name: DeploymentName,
  plan: (object: LiveDeployment) => P | PlanRefusal,
  { signal, isDryRun = false }: ChangeOptions = {},
): Promise<ChangeResult<P>> {
  const ref = { type: SELDON_DEPLOYMENTS, ...name };
  const first = await session.get(ref, { signal });
  let before: LiveDeployment = first;
  for (let attempt = 1; ; attempt += 1) {
    const planned = plan(before);
    if (planned.kind === "refused") return planned;
    try {
      const { operations } = patchOf(before, planned);
      const { object: after } = await session.jsonPatch(ref, operations, { signal, isDryRun });
      return { kind: "changed", plan: planned, before, after };
    } catch (error) {
      if (!isKubeError(error) || error.reason !== "conflict") throw error;
      before = await session.get(ref, { signal });
      const words = conflictWords(splitIn(first), splitIn(before));
      if (words.length > 0 || attempt === ATTEMPTS) return { kind: "conflict", words };
    }
  }
}

function splitIn({ spec }: LiveDeployment): ReturnType<typeof splitOf> {
  return splitOf(spec?.predictors ?? []);
}
