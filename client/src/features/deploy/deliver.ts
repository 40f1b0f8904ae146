// From prepared objects to what became of them: dry run, preview, consent, apply, watch.
import * as l10n from "@vscode/l10n";
import {
  deployPermission,
  meaningDifferences,
  pathWords,
  targetWords,
  type DeployChange,
} from "../../domain/deploy/index.ts";
import {
  applyAll,
  itemWords,
  RolloutWatch,
  type ApplyReport,
  type ApplyStop,
  type ReadyPreview,
} from "../../live/deploy/index.ts";
import { isKubeError } from "../../kube/port.ts";
import { audit } from "../../ui/audit.ts";
import { cancellable, type Running } from "../../ui/cancellable.ts";
import {
  changedMeanwhile,
  clusterRefuses,
  deployStopped,
  isApplied,
  isUnchangedMessage,
  outcomeIsUnknown,
} from "../../ui/deploy-messages.ts";
import { mayDeploy } from "./consent.ts";
import type { DeployParts } from "./deploy-parts.ts";
import { followRollout, type Followed } from "./follow-rollout.ts";
import { judge, type Judged } from "./judge.ts";
import { modelsToLookFor } from "./look-for-models.ts";
import type { Prepared } from "./prepare.ts";

export interface DeliveryWords {
  /** Title of the command. */
  readonly title: string;
  /** Right side of the preview: `after the deploy`. */
  readonly after: string;
  /** The button: `Deploy`, `Roll Back`. */
  readonly yes: string;
  /** In the place of `Deploy … to …?`. */
  readonly question?: string;
}

/**
 * Ends when everything that was applied is available, has failed, or is not watched any more.
 * @returns true where the cluster has all of it: it was applied, or there already
 */
export async function deliver(parts: DeployParts, prepared: Prepared, words: DeliveryWords): Promise<boolean> {
  for (;;) {
    const judged = await judge(parts, prepared);
    if (!judged) return false;
    const answer = await ask(parts, prepared, judged, words);
    if (answer !== "yes") return answer === "nothing-to-do";
    const report = await applyAndWatch(parts, prepared, judged.previews, words.title);
    if (report.stop?.kind !== "changed") return report.stop === undefined;
    // What was applied before is unchanged in the next preview.
    parts.services.show(changedMeanwhile(itemWords(report.stop.preview.item), targetWords(prepared.target)));
  }
}

/** Shows the preview and asks. That there is nothing to do, the user is told. */
async function ask(
  parts: DeployParts,
  prepared: Prepared,
  judged: Judged,
  words: DeliveryWords,
): Promise<"yes" | "no" | "nothing-to-do"> {
  const { services, previews } = parts;
  const { target, warnings, notes } = prepared;
  const guards = { isTrusted: true, isReadOnly: false, isProtected: false };
  const permission = deployPermission(target, judged.previews.map(changeOf), guards, warnings);
  if (permission.kind === "nothing-to-do") {
    services.show(isUnchangedMessage(permission.text));
    return "nothing-to-do";
  }
  if (permission.kind !== "ask") return "no";
  await previews.showDiff(judged.previews, target, words.after);
  const { text, detail } = permission.consent;
  const models = await modelsToLookFor(parts, prepared);
  const question = {
    text: words.question ?? text,
    detail: [
      l10n.t`Context ${target.context}, namespace ${target.namespace}.`,
      detail,
      ...notes,
      ...judged.notes,
      ...models.notes,
    ].join("\n"),
    yes: words.yes,
  };
  // Whether writes are possible at all, and whether a name has to be typed, is asked in one place for all commands.
  return (await mayDeploy(services, words.title, target.context, question, models.offer)) ? "yes" : "no";
}

function changeOf({ item, live, result, isUnchanged }: ReadyPreview): DeployChange {
  const { kind, metadata } = item.object;
  const effect = isUnchanged ? "none" : live ? "change" : "create";
  return { kind, name: metadata.name, effect, differences: meaningDifferences(live, result).length };
}

async function applyAndWatch(
  parts: DeployParts,
  prepared: Prepared,
  previews: readonly ReadyPreview[],
  title: string,
): Promise<ApplyReport> {
  const wanted = previews.filter(({ isUnchanged }) => !isUnchanged);
  const what =
    wanted.length === 1 ? wanted.map(({ item }) => itemWords(item)).join("") : l10n.t`${wanted.length} objects`;
  return await cancellable(`${title.replace("…", "")} ${what}: ${targetWords(prepared.target)}`, running =>
    run(parts, prepared, wanted, running),
  );
}

async function run(
  parts: DeployParts,
  prepared: Prepared,
  wanted: readonly ReadyPreview[],
  running: Running,
): Promise<ApplyReport> {
  const { session, target } = prepared;
  const { services, copies } = parts;
  running.tell(l10n.t("looking at what is there"));
  const followed = await Promise.all(
    wanted
      .filter(({ item }) => item.object.kind === "SeldonDeployment")
      .map(each => openWatch(prepared, each, running)),
  );
  try {
    for (const { live } of wanted) if (live) await copies.keep(session, live, Date.now());
    const at = Date.now();
    const report = await applyAll(session, wanted, {
      signal: running.signal,
      onItem: item => running.tell(l10n.t`applying ${itemWords(item)}`),
      onUncertain: error => {
        services.log.warn(
          `Audit: the answer of ${target.context} was lost (${error.message}); it is asked what became of it.`,
        );
        running.tell(l10n.t("connection lost; asking what became of it"));
      },
      onApplied: ({ item, object }) => {
        auditApplied(
          parts,
          prepared,
          wanted.find(preview => preview.item === item),
          object.metadata.generation,
        );
      },
    });
    tellReport(parts, prepared, report);
    const applied = followed.filter(({ preview }) => report.applied.some(({ item }) => item === preview.item));
    await Promise.all(
      applied.map(each =>
        followRollout(parts, prepared, each, { ...running, at, generation: generationOf(report, each) }),
      ),
    );
    return report;
  } finally {
    for (const { watch } of followed) watch?.close();
  }
}

function generationOf(report: ApplyReport, { preview }: Followed): number | undefined {
  return report.applied.find(({ item }) => item === preview.item)?.object.metadata.generation;
}

/** Opened before the apply, so that what is old is not taken for the answer. */
async function openWatch({ session }: Prepared, preview: ReadyPreview, { signal }: Running): Promise<Followed> {
  const { name, namespace = "" } = preview.item.object.metadata;
  const watch = new RolloutWatch(session, { namespace, name }, () => Date.now());
  try {
    await watch.ready(signal);
    return { preview, watch, error: undefined };
  } catch (error) {
    watch.close();
    if (!isKubeError(error)) throw error;
    return { preview, watch: undefined, error };
  }
}

/** Who, where, and which fields: never a value, since a value may be a secret. */
function auditApplied(
  { services }: DeployParts,
  { session, target }: Prepared,
  preview: ReadyPreview | undefined,
  generation: number | undefined,
): void {
  if (!preview) return;
  const { namespace = "cluster-wide" } = preview.item.object.metadata;
  const paths = [...new Set(meaningDifferences(preview.live, preview.result).map(({ path }) => pathWords(path)))];
  const what = preview.live
    ? `changed ${paths.slice(0, 20).join(", ")}${paths.length > 20 ? ", …" : ""}`
    : "created it";
  const version = generation === undefined ? "" : ` (generation ${generation})`;
  audit(services, session, `applied ${itemWords(preview.item)} to ${target.context}, ${namespace}: ${what}${version}`);
}

function tellReport({ services }: DeployParts, { target }: Prepared, { applied, stop, left }: ApplyReport): void {
  const done = applied.map(({ item }) => itemWords(item));
  const open = left.map(itemWords);
  if (stop) services.log.warn(`Audit: the deploy to ${target.context} ended early: ${stop.kind}.`);
  if (!stop) {
    const isWatched = applied.some(({ item }) => item.object.kind === "SeldonDeployment");
    if (!isWatched && done.length > 0) services.show(isApplied(done, targetWords(target)));
    return;
  }
  const message = stopMessage(stop, done, open);
  if (message) services.show(message);
}

function stopMessage(
  stop: ApplyStop,
  done: readonly string[],
  open: readonly string[],
): ReturnType<typeof deployStopped> | undefined {
  switch (stop.kind) {
    case "changed":
      return undefined;
    case "cancelled":
      return deployStopped(l10n.t("you cancelled it"), done, open);
    case "unknown":
      return outcomeIsUnknown(itemWords(stop.item), done, open);
    case "refused":
      return done.length === 0
        ? clusterRefuses(itemWords(stop.item), stop.error.message, 0, undefined)
        : deployStopped(stop.error.message, done, open);
  }
}
