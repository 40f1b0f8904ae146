// The three deeds that change a cluster: restart, scale, delete. Each is tried out first and says what it will do and where.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { counted } from "../../../../schemas/src/index.ts";
import type { WorkloadNode } from "../../domain/index.ts";
import type { KubeObject } from "../../kube/port.ts";
import { DEPLOYMENTS, SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { audit } from "../../ui/audit.ts";
import { guard } from "../../ui/guard.ts";
import {
  changeIsRefused,
  commandFailed,
  isRestarting,
  isScaled,
  isScaledAlready,
  nothingToRestart,
  nothingToScale,
} from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { areWritesPossible, mayWrite } from "../../ui/write-consent.ts";
import { removeAndFollow } from "./follow-removal.ts";
import { deploymentOf } from "./part.ts";
import { restartPatch } from "./restart-patch.ts";
import { replicasProblem, scalePatch, scalePlan, type ScalePlace } from "./scale-plan.ts";
import { scalePreview } from "./scale-preview.ts";
import type { Subject } from "./subject.ts";
import { trialWords, tryOut, type Trial } from "./try-out.ts";

/** Replaces the pods of the Deployments behind a row, as `kubectl rollout restart` does. */
export async function restart(services: Services, title: string, subject: Subject): Promise<void> {
  const { target, part, session, words } = subject;
  const { context, namespace } = target;
  const names = part.workloads.map(({ object }) => object.metadata.name);
  if (!areWritesPossible(services, title)) return;
  if (names.length === 0) {
    services.show(nothingToRestart(words));
    return;
  }
  const time = new Date().toISOString();
  const patch = async (name: string, isDryRun: boolean): Promise<KubeObject> => {
    const ref = { type: DEPLOYMENTS, namespace, name };
    return (await session.jsonPatch(ref, restartPatch(await session.get(ref), time), { isDryRun })).object;
  };
  const trials: Accepted<KubeObject>[] = [];
  for (const name of names) {
    const trial = await tryOut(() => patch(name, true));
    if (isRefused(services, title, l10n.t`Deployment ${name}`, trial)) return;
    trials.push(trial);
  }
  const question = {
    text: l10n.t`Restart the pods of ${words} in context ${context}, namespace ${namespace}?`,
    detail: [...part.workloads.map(restartLine), restartRoom(part.workloads), trialWords(trials)].join("\n"),
    yes: l10n.t("Restart"),
  };
  if (!(await mayWrite(services, { title, context, question }))) return;
  const restarted: string[] = [];
  try {
    for (const name of names) {
      await patch(name, false);
      restarted.push(name);
      audit(services, session, `restarted the pods of Deployment ${name} in ${context}, ${namespace}`);
    }
  } finally {
    // Also where the next one fails: what was done is done.
    if (restarted.length > 0) services.show(isRestarting(restarted, context));
  }
}

/** Changes one of the numbers of replicas that have an effect (seldon-facts §5.7). */
export async function scale(services: Services, title: string, subject: Subject): Promise<void> {
  const { target, session, words } = subject;
  if (!areWritesPossible(services, title)) return;
  const { context, namespace, name } = deploymentOf(target);
  const predictor = target.kind === "predictor" ? target.predictor : undefined;
  const ref = { type: SELDON_DEPLOYMENTS, namespace, name };
  const live = await session.get(ref);
  const plan = scalePlan(live, predictor);
  if (plan.places.length === 0) {
    services.show(nothingToScale(words, plan.notes));
    return;
  }
  const place = await choosePlace(plan.places, plan.notes, title);
  if (!place) return;
  const replicas = await askForReplicas(place, plan.notes, l10n.t`${title} ${name} in ${context}, ${namespace}`);
  if (replicas === undefined) return;
  if (replicas === place.current) {
    services.show(isScaledAlready(place.words, replicas, context));
    return;
  }
  const patch = scalePatch(plan, place, replicas);
  const trial = await tryOut(() => session.jsonPatch(ref, patch, { isDryRun: true }));
  if (isRefused(services, title, l10n.t`SeldonDeployment ${name}`, trial)) return;
  const preview = trial.kind === "accepted" ? scalePreview(live, trial.answer.object, predictor) : plan.notes;
  const change = `${place.words}: ${place.current ?? l10n.t("not set")} → ${replicas}`;
  const question = {
    text: l10n.t`Set ${place.words} of ${name} to ${replicas} in ${context}, ${namespace}?`,
    detail: [change, ...preview, trialWords([trial])].join("\n"),
    yes: l10n.t("Scale"),
  };
  if (!(await mayWrite(services, { title, context, question }))) return;
  await session.jsonPatch(ref, patch);
  audit(services, session, `changed ${place.words} of SeldonDeployment ${name} in ${context}, ${namespace}`);
  services.show(isScaled(place.words, replicas, context));
}

/** Deletes the SeldonDeployment itself; what belongs to it follows by its owner references. */
export async function deleteDeployment(services: Services, title: string, subject: Subject): Promise<void> {
  const { target, session, tree } = subject;
  if (!areWritesPossible(services, title)) return;
  const { context, namespace, name } = deploymentOf(target);
  const { uid, deletionTimestamp } = tree.object.metadata;
  const ref = { type: SELDON_DEPLOYMENTS, namespace, name };
  const trial = await tryOut(() => session.delete(ref, { isDryRun: true, ...(uid !== undefined && { uid }) }));
  if (isRefused(services, title, l10n.t`SeldonDeployment ${name}`, trial)) return;
  const already =
    deletionTimestamp === undefined ? [] : [l10n.t`It is being deleted since ${deletionTimestamp} already.`];
  const question = {
    text: l10n.t`Delete SeldonDeployment ${name} in context ${context}, namespace ${namespace}?`,
    detail: [
      ...already,
      l10n.t`With it go ${belongings(subject)}. Requests to it fail from then on.`,
      trialWords([trial]),
    ].join("\n"),
    yes: l10n.t("Delete"),
  };
  if (!(await mayWrite(services, { title, context, question }))) return;
  // Not waited for, so that of several rows the next can be asked about.
  const follow = guard(
    services,
    title,
    () => removeAndFollow(services, subject),
    reason => commandFailed(title, reason),
  );
  void follow();
}

type Accepted<T> = Exclude<Trial<T>, { readonly kind: "refused" }>;

/** Tells the user where it is. */
function isRefused<T>(
  services: Services,
  title: string,
  what: string,
  trial: Trial<T>,
): trial is Extract<Trial<T>, { readonly kind: "refused" }> {
  if (trial.kind !== "refused") return false;
  services.show(changeIsRefused(title, what, trial.said));
  return true;
}

function restartLine({ object, pods }: WorkloadNode): string {
  const { name } = object.metadata;
  const count = pods.length;
  if (object.spec?.replicas === 0 || count === 0) return l10n.t`– ${name}: has no pods, so that nothing restarts`;
  return count === 1 ? l10n.t`– ${name}: 1 pod is replaced` : l10n.t`– ${name}: ${count} pods are replaced`;
}

/** Seldon's Deployments have maxUnavailable 0 (seldon-facts §5.8). */
function restartRoom(workloads: readonly WorkloadNode[]): string {
  const several = workloads.some(({ pods }) => pods.length > 1)
    ? l10n.t(" They are replaced one after the other.")
    : "";
  return l10n.t`An old pod ends when a new one is ready, so that the cluster needs room for both.${several}`;
}

function belongings({ part, tree }: Subject): string {
  const counts = [
    [part.workloads.length, "Deployment"],
    [part.pods.length, "pod"],
    [tree.services.length, "Service"],
    [tree.routes.length, "routing object"],
  ] as const;
  const words = counts.flatMap(([count, what]) => (count === 0 ? [] : [counted(count, what)]));
  return words.length === 0 ? l10n.t("everything that the operator makes for it") : words.join(", ");
}

async function choosePlace(
  places: readonly ScalePlace[],
  notes: readonly string[],
  title: string,
): Promise<ScalePlace | undefined> {
  const [only] = places;
  if (places.length === 1) return only;
  const items = places.map(place => ({
    label: place.words,
    description: place.current === undefined ? l10n.t("not set") : `${place.current}`,
    detail: l10n.t`Decides over ${place.effect}.`,
    place,
  }));
  const placeHolder = [...notes, l10n.t("Which number?")].join(" ");
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.place;
}

async function askForReplicas(place: ScalePlace, notes: readonly string[], title: string): Promise<number | undefined> {
  const now =
    place.current === undefined
      ? l10n.t("is not set, which means 1 unless the deployment says otherwise")
      : l10n.t`is ${place.current}`;
  const text = await vscode.window.showInputBox({
    title,
    prompt: [l10n.t`${place.words} ${now}. It decides over ${place.effect}.`, ...notes].join(" "),
    value: `${place.current ?? 1}`,
    validateInput: replicasProblem,
  });
  return text === undefined ? undefined : Number(text.trim());
}
