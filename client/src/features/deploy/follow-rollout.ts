// Watches what was applied, in words, until it is available or fails for a reason; then says so, with the way out.
import * as l10n from "@vscode/l10n";
import {
  meaningDifferences,
  targetWords,
  type CulpritNode,
  type RolloutState,
  type ValuePath,
} from "../../domain/deploy/index.ts";
import type { KubeError } from "../../kube/port.ts";
import { itemWords, type ReadyPreview, type RolloutWatch } from "../../live/deploy/index.ts";
import {
  cannotWatch,
  isAvailable,
  rolloutFailed,
  rolloutHangs,
  watchEnded,
  type Trouble,
} from "../../ui/deploy-messages.ts";
import { firstStepDone } from "../../ui/first-steps.ts";
import type { DeploymentTarget, Target } from "../../ui/target.ts";
import type { DeployParts } from "./deploy-parts.ts";
import type { Prepared } from "./prepare.ts";

export interface Followed {
  readonly preview: ReadyPreview;
  /** Undefined where it may not be watched. */
  readonly watch: RolloutWatch | undefined;
  readonly error: KubeError | undefined;
}

export interface Following {
  readonly signal: AbortSignal;
  tell(message: string): void;
  /** Milliseconds since the epoch: when it was applied. */
  readonly at: number;
  /** That the apply answered. */
  readonly generation: number | undefined;
}

export async function followRollout(
  parts: DeployParts,
  prepared: Prepared,
  { preview, watch, error }: Followed,
  following: Following,
): Promise<void> {
  const { services } = parts;
  const { signal, at, generation } = following;
  const words = itemWords(preview.item);
  if (!watch) {
    services.show(cannotWatch(words, error?.message ?? ""));
    return;
  }
  let isSaidToHang = false;
  const tellHanging = services.guarded("rollout", async (state: Extract<RolloutState, { kind: "hanging" }>) => {
    const minutes = Math.max(1, Math.round((Date.now() - state.since) / 60_000));
    services.show(rolloutHangs(state.waitsFor, minutes, await troubleOf(parts, prepared, preview, state)));
  });
  const end = await watch.follow({
    start: { at, generation, isSpecUnchanged: isSpecUnchanged(preview) },
    signal,
    onLook: (rollout, connection) => {
      const lost = connection.kind === "stale" ? l10n.t(" (connection lost, trying again)") : "";
      following.tell(`${preview.item.object.metadata.name}: ${rollout.words}${lost}`);
      services.log.info(`${words}: ${rollout.words}${lost}`);
      if (rollout.state.kind === "hanging" && !isSaidToHang) {
        isSaidToHang = true;
        void tellHanging(rollout.state);
      }
    },
  });
  const state = end?.state;
  if (state?.kind === "available") {
    firstStepDone(services, "hasDeployed");
    services.show(isAvailable(words, targetWords(prepared.target), Math.round((Date.now() - at) / 1000)));
  } else if (state?.kind === "failed") {
    const { reason, match } = state;
    const remedy = match && `${match.meaning} ${match.remedy}`;
    services.show(rolloutFailed(reason, remedy, await troubleOf(parts, prepared, preview, state)));
  } else services.show(watchEnded(words, end?.words ?? l10n.t("nothing yet")));
}

/** Labels and annotations start nothing. */
function isSpecUnchanged({ live, result }: ReadyPreview): boolean {
  return live !== undefined && meaningDifferences(live, result).every(({ path }) => path[0] === "metadata");
}

async function troubleOf(
  { problems }: DeployParts,
  { target, sendings }: Prepared,
  { item, live }: ReadyPreview,
  { culprit, path }: { readonly culprit: readonly CulpritNode[]; readonly path: ValuePath },
): Promise<Trouble> {
  const { name, namespace = target.namespace } = item.object.metadata;
  const deployment: DeploymentTarget = { kind: "deployment", context: target.context, namespace, name };
  const source = sendings.find(sending => sending.item === item)?.source;
  const [range] = source ? await problems.rangesOf(source, [path]) : [];
  return {
    deployment,
    log: logTarget(deployment, culprit),
    place: source && range && { uri: source.manifest.document.uri.toString(), line: range.start.line },
    canRollBack: live !== undefined,
  };
}

/** The container that fails, else the whole deployment. */
function logTarget(deployment: DeploymentTarget, culprit: readonly CulpritNode[]): Target {
  const { context, namespace, name } = deployment;
  const [pod, container] = (["pod", "container"] as const).map(kind => culprit.find(node => node.kind === kind)?.name);
  if (pod === undefined || container === undefined) return deployment;
  return { kind: "container", context, namespace, deployment: name, parent: "", pod, container };
}
