// One gesture from its plan to what became of it: where it goes, preview, consent, cluster, file, and the memory for undoing.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { IngressTarget, PathEdit, PlanRefusal, EditPlan, SplitPlan } from "../../domain/canary/index.ts";
import { sourceOwnerOf } from "../../domain/deploy/index.ts";
import type { LiveDeployment } from "../../live/canary/index.ts";
import { SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { audit } from "../../ui/audit.ts";
import {
  deploymentIsChanged,
  fileWasNotChanged,
  nothingMoves,
  shiftIsRefused,
  splitIsChanged,
} from "../../ui/canary-messages.ts";
import { confirm } from "../../ui/confirm.ts";
import { firstStepDone } from "../../ui/first-steps.ts";
import { areWritesPossible, mayWrite } from "../../ui/write-consent.ts";
import type { CanaryParts } from "./canary-parts.ts";
import type { Destination } from "./canary-choices.ts";
import { placeWords, targetFor, type CanarySubject } from "./canary-subject.ts";
import { closePreview, showPreview } from "./change-preview.ts";
import { previewInCluster, writeToCluster, type ClusterPreview } from "./cluster-change.ts";
import { makeFileChange, planFileChange, type FileChange } from "./file-change.ts";

export interface Change {
  /** Title of the command. */
  readonly title: string;
  /** The button: `Shift`. */
  readonly yes: string;
  /** @param targets who routes */
  plan(object: LiveDeployment, targets: readonly IngressTarget[]): EditPlan | SplitPlan | PlanRefusal;
  /** Called once it is written to the cluster, in the place of remembering the split before. */
  onWritten?(): Promise<void>;
}

/** @returns whether something was changed; else the user said no or was told why not */
export async function makeChange(parts: CanaryParts, subject: CanarySubject, change: Change): Promise<boolean> {
  const files = await parts.manifests.filesOf(subject);
  const destination = await destinationFor(parts, change.title, files);
  if (!destination) return false;
  if (destination !== "file" && !areWritesPossible(parts.services, change.title)) return false;
  const { findIngressTargets } = await parts.engine();
  const { session, namespace, name } = subject;
  const live = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name });
  const targets = await findIngressTargets(session, live);
  const plan = (object: LiveDeployment): EditPlan | PlanRefusal => change.plan(object, targets);
  const cluster = destination === "file" ? undefined : await previewInCluster(parts, subject, change.title, plan);
  if (destination !== "file" && !cluster) return false;
  const planned = cluster?.previewed.plan;
  if (cluster && isSplitPlan(planned) && isStill(planned) && destination === "cluster") {
    const { splitWords } = await parts.engine();
    parts.services.show(nothingMoves(subject.name, splitWords(planned.after)));
    return false;
  }
  const inFiles = destination === "cluster" ? [] : await previewInFiles(parts, subject, files, planned, plan);
  if (!inFiles || !(await isWanted(parts, subject, change, cluster, inFiles))) return false;
  if (cluster && !(await writeToCluster(parts, subject, change.title, cluster))) return false;
  if (cluster) await remember(parts, subject, change, cluster);
  await finish(parts, subject, cluster, inFiles);
  if (cluster) firstStepDone(parts.services, "hasShiftedTraffic");
  return true;
}

async function destinationFor(
  { choices }: CanaryParts,
  title: string,
  files: readonly vscode.Uri[],
): Promise<Destination | undefined> {
  if (files.length === 0) return "cluster";
  return choices.destination ?? (await choices.askDestination(title, files));
}

interface PlannedFile {
  readonly change: FileChange;
  readonly words: readonly string[];
}

/** What goes into the cluster goes into the file, where that has the same predictors. Undefined where the user was told why not. */
async function previewInFiles(
  parts: CanaryParts,
  subject: CanarySubject,
  files: readonly vscode.Uri[],
  inCluster: EditPlan | undefined,
  plan: (object: LiveDeployment) => EditPlan | PlanRefusal,
): Promise<readonly PlannedFile[] | undefined> {
  const { splitOf, trafficEdits } = await parts.engine();
  const planned: PlannedFile[] = [];
  for (const file of files) {
    let words: readonly string[] = [];
    const edits = (object: LiveDeployment): readonly PathEdit[] | string => {
      if (isSplitPlan(inCluster)) return trafficEdits(splitOf(object.spec?.predictors ?? []), inCluster.after);
      const own = plan(object);
      if (own.kind === "refused") return own.reason;
      words = [...own.words, ...own.warnings];
      return own.edits;
    };
    const change = await planFileChange(parts, subject, file, edits);
    if (typeof change === "string") {
      parts.services.show(fileWasNotChanged(vscode.workspace.asRelativePath(file), change, false));
      return undefined;
    }
    if (change.edits.length > 0) planned.push({ change, words });
  }
  return planned;
}

/** Shows what changes as a diff and asks. */
async function isWanted(
  parts: CanaryParts,
  subject: CanarySubject,
  { title, yes }: Change,
  cluster: ClusterPreview | undefined,
  files: readonly PlannedFile[],
): Promise<boolean> {
  if (!cluster && files.length === 0) {
    parts.services.show(shiftIsRefused(title, l10n.t("The file says so already.")));
    return false;
  }
  const preview = await showPreview(
    parts,
    subject,
    cluster,
    files.map(({ change }) => change),
  );
  const { name, context } = subject;
  const plan = cluster?.previewed.plan;
  const lines = [
    ...(plan ? [...plan.words, ...plan.warnings] : files.flatMap(({ words }) => words)),
    ...(cluster ? ownerWords(cluster) : []),
    ...(cluster ? [cluster.trial] : []),
    ...files.map(({ change }) => l10n.t`${vscode.workspace.asRelativePath(change.document.uri)} is changed as well.`),
  ];
  const detail = [...new Set(lines)].join("\n");
  try {
    if (!cluster) return await confirm({ text: l10n.t`Change the traffic of ${name} in the file?`, detail, yes });
    const text = isSplitPlan(plan)
      ? l10n.t`Change the traffic of ${name} in ${placeWords(subject)}?`
      : l10n.t`${title}: change ${name} in ${placeWords(subject)}?`;
    return await mayWrite(parts.services, { title, context, question: { text, detail, yes } });
  } finally {
    await closePreview(preview);
  }
}

/** Who else writes this object, and what that means for the change. */
function ownerWords({ previewed }: ClusterPreview): string[] {
  const owner = sourceOwnerOf(previewed.before);
  if (!owner) return [];
  const name = owner.name === undefined ? "" : ` (${owner.name})`;
  return [l10n.t`It comes from ${owner.tool}${name}: ${owner.consequence} Better change it at its source.`];
}

async function remember(
  parts: CanaryParts,
  subject: CanarySubject,
  change: Change,
  { previewed: { plan } }: ClusterPreview,
): Promise<void> {
  const { name, namespace, context, session } = subject;
  const where = l10n.t`SeldonDeployment ${name} in ${context}, ${namespace}`;
  if (!isSplitPlan(plan)) audit(parts.services, session, `changed ${where}: ${change.title}`);
  else {
    const { remember: rememberSplit, splitWords } = await parts.engine();
    audit(parts.services, session, `changed the traffic of ${where} to ${splitWords(plan.after)}`);
    if (!change.onWritten) await (await parts.undo()).add(subject, rememberSplit(plan, Date.now()));
  }
  await change.onWritten?.();
}

async function finish(
  parts: CanaryParts,
  subject: CanarySubject,
  cluster: ClusterPreview | undefined,
  files: readonly PlannedFile[],
): Promise<void> {
  const places = cluster ? [placeWords(subject)] : [];
  for (const { change } of files) {
    const file = vscode.workspace.asRelativePath(change.document.uri);
    if (await makeFileChange(change)) places.push(file);
    else parts.services.show(fileWasNotChanged(file, l10n.t("It was changed meanwhile."), cluster !== undefined));
  }
  if (places.length === 0) return;
  const plan = cluster?.previewed.plan;
  if (!isSplitPlan(plan)) {
    parts.services.show(deploymentIsChanged(subject.name, places));
    return;
  }
  const { splitWords, mainPredictor } = await parts.engine();
  const winner = plan.after.find(({ traffic, isShadow }) => traffic === 100 && !isShadow)?.name;
  const isPromoted = winner !== undefined && winner !== mainPredictor(plan.after)?.name;
  const finishTarget = isPromoted ? targetFor(subject, winner) : undefined;
  parts.services.show(splitIsChanged(subject.name, splitWords(plan.after), places, targetFor(subject), finishTarget));
}

function isSplitPlan(plan: EditPlan | undefined): plan is SplitPlan {
  return plan !== undefined && "after" in plan && "remarks" in plan;
}

function isStill({ before, after }: SplitPlan): boolean {
  return after.every(({ name, traffic = 0 }) =>
    before.some(old => old.name === name && (old.traffic ?? 0) === traffic),
  );
}
