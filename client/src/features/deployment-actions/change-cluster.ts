// The three deeds that change a cluster: restart, scale, delete. Each says first what it will do and where.
import * as vscode from "vscode";
import { DEPLOYMENTS, SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { isBeingDeleted, isRestarting, isScaled, nothingToRestart, nothingToScale } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { areWritesPossible, mayWrite } from "../../ui/write-consent.ts";
import { deploymentOf } from "./part.ts";
import { restartPatch } from "./restart-patch.ts";
import { replicasProblem, scalePatch, scalePlan, type ScalePlace } from "./scale-plan.ts";
import type { Subject } from "./subject.ts";

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
  const question = {
    text: `Restart the pods of ${words} in context ${context}, namespace ${namespace}?`,
    detail: `New pods replace the old ones of ${names.join(", ")}. Each node needs room for the new pod beside the old one.`,
    yes: "Restart",
  };
  if (!(await mayWrite(services, { title, context, question }))) return;
  const time = new Date().toISOString();
  for (const name of names) {
    const ref = { type: DEPLOYMENTS, namespace, name };
    await session.jsonPatch(ref, restartPatch(await session.get(ref), time));
  }
  services.show(isRestarting(names, context));
}

/** Changes one of the numbers of replicas that have an effect (seldon-facts §5.7). */
export async function scale(services: Services, title: string, subject: Subject): Promise<void> {
  const { target, session, words } = subject;
  if (!areWritesPossible(services, title)) return;
  const { context, namespace, name } = deploymentOf(target);
  const ref = { type: SELDON_DEPLOYMENTS, namespace, name };
  const plan = scalePlan(await session.get(ref), target.kind === "predictor" ? target.predictor : undefined);
  if (plan.places.length === 0) {
    services.show(nothingToScale(words, plan.notes));
    return;
  }
  const place = await choosePlace(plan.places, plan.notes, title);
  if (!place) return;
  const replicas = await askForReplicas(place, plan.notes, `${title} ${name} in ${context}, ${namespace}`);
  if (replicas === undefined) return;
  const question = { text: `Set ${place.words} of ${name} to ${replicas} in ${context}, ${namespace}?`, yes: "Scale" };
  if (!(await mayWrite(services, { title, context, question, isDecided: true }))) return;
  await session.jsonPatch(ref, scalePatch(plan, place, replicas));
  services.show(isScaled(place.words, replicas, context));
}

/** Deletes the SeldonDeployment itself; what belongs to it follows by its owner references. */
export async function deleteDeployment(services: Services, title: string, subject: Subject): Promise<void> {
  const { target, session, tree } = subject;
  const { context, namespace, name } = deploymentOf(target);
  const question = {
    text: `Delete SeldonDeployment ${name} in context ${context}, namespace ${namespace}?`,
    detail: `With it go ${belongings(subject)}. Requests to it fail from then on.`,
    yes: "Delete",
  };
  if (!(await mayWrite(services, { title, context, question }))) return;
  const { uid } = tree.object.metadata;
  await session.delete(
    { type: SELDON_DEPLOYMENTS, namespace, name },
    { propagation: "Background", ...(uid !== undefined && { uid }) },
  );
  services.show(isBeingDeleted(name, context));
}

function belongings({ part, tree }: Subject): string {
  const counts = [
    [part.workloads.length, "Deployment"],
    [part.pods.length, "pod"],
    [tree.services.length, "Service"],
    [tree.routes.length, "routing object"],
  ] as const;
  const words = counts.flatMap(([count, one]) => (count === 0 ? [] : [`${count} ${one}${count === 1 ? "" : "s"}`]));
  return words.length === 0 ? "everything that the operator makes for it" : words.join(", ");
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
    description: place.current === undefined ? "not set" : `${place.current}`,
    detail: `Decides over ${place.effect}.`,
    place,
  }));
  const placeHolder = [...notes, "Which number?"].join(" ");
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.place;
}

async function askForReplicas(place: ScalePlace, notes: readonly string[], title: string): Promise<number | undefined> {
  const now =
    place.current === undefined
      ? "is not set, which means 1 unless the deployment says otherwise"
      : `is ${place.current}`;
  const text = await vscode.window.showInputBox({
    title,
    prompt: [`${place.words} ${now}. It decides over ${place.effect}.`, ...notes].join(" "),
    value: `${place.current ?? 1}`,
    validateInput: replicasProblem,
  });
  return text === undefined ? undefined : Number(text.trim());
}
