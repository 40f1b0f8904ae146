// The gestures: what each of them asks, and the plan that it makes.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Gesture, Split, SplitPredictor } from "../../domain/canary/index.ts";
import { SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { nothingToUndo, shiftIsRefused } from "../../ui/canary-messages.ts";
import type { CanaryEngine, CanaryParts } from "./canary-parts.ts";
import type { CanarySubject } from "./canary-subject.ts";
import { makeChange } from "./make-change.ts";

/** A gesture of one predictor; asks which where none was meant. */
export async function gestureOfOne(
  parts: CanaryParts,
  subject: CanarySubject,
  title: string,
  make: (predictor: SplitPredictor) => Gesture | undefined | Promise<Gesture | undefined>,
): Promise<boolean> {
  const engine = await parts.engine();
  const predictor = await choosePredictor(parts, engine, subject, title);
  const gesture = predictor && (await make(predictor));
  return gesture !== undefined && (await makeGesture(parts, subject, title, gesture));
}

export async function makeGesture(
  parts: CanaryParts,
  subject: CanarySubject,
  title: string,
  gesture: Gesture,
): Promise<boolean> {
  const { planGesture, splitOf } = await parts.engine();
  const { policy } = parts.choices;
  return await makeChange(parts, subject, {
    title,
    yes: l10n.t("Change Traffic"),
    plan: (object, targets) => planGesture(splitOf(object.spec?.predictors ?? []), gesture, { policy, targets }),
  });
}

export async function undoSplit(parts: CanaryParts, subject: CanarySubject, title: string): Promise<boolean> {
  const store = await parts.undo();
  const [last] = store.list(subject);
  if (!last) {
    parts.services.show(nothingToUndo(subject.name));
    return false;
  }
  const { planUndo, splitOf } = await parts.engine();
  return await makeChange(parts, subject, {
    title,
    yes: l10n.t("Undo"),
    plan: (object, targets) => planUndo(splitOf(object.spec?.predictors ?? []), last, targets),
    onWritten: () => store.drop(subject),
  });
}

/** Makes a predictor a shadow, or a shadow a predictor again. Its pods restart, which the plan says. */
export async function toggleShadow(parts: CanaryParts, subject: CanarySubject, title: string): Promise<boolean> {
  const engine = await parts.engine();
  const split = await splitNow(engine, subject);
  const name = subject.predictor ?? (await pick(split, title, l10n.t("Which predictor?")))?.name;
  const found = split.find(predictor => predictor.name === name);
  if (!found) return false;
  const isShadow = !found.isShadow;
  const { policy } = parts.choices;
  return await makeChange(parts, subject, {
    title: isShadow ? l10n.t("Make a Shadow") : l10n.t("End the Shadow"),
    yes: isShadow ? l10n.t("Make It a Shadow") : l10n.t("End the Shadow"),
    plan: (object, targets) =>
      engine.planShadow(engine.splitOf(object.spec?.predictors ?? []), found.name, isShadow, { policy, targets }),
  });
}

/** After a promotion: the canary takes the main predictor's place, with its name and replicas where wanted. */
export async function finishPromotion(parts: CanaryParts, subject: CanarySubject, title: string): Promise<boolean> {
  const engine = await parts.engine();
  const split = await splitNow(engine, subject);
  const promoted =
    subject.predictor ?? winnerOf(split)?.name ?? (await pick(split, title, l10n.t("Which predictor?")))?.name;
  const main = engine.mainPredictor(split.filter(({ name }) => name !== promoted))?.name;
  if (promoted === undefined) return false;
  const wanted = await vscode.window.showQuickPick(
    [
      {
        label: l10n.t`Rename ${promoted} to ${main ?? "main"}`,
        description: l10n.t("its pods are made anew"),
        id: "rename",
        picked: false,
      },
      { label: l10n.t`As many replicas as ${main ?? "main"}`, description: "", id: "replicas", picked: true },
    ],
    {
      title,
      canPickMany: true,
      placeHolder: l10n.t`${main ?? l10n.t("The main predictor")} is removed. What does ${promoted} take over?`,
    },
  );
  if (!wanted) return false;
  const has = (id: string): boolean => wanted.some(item => item.id === id);
  return await makeChange(parts, subject, {
    title,
    yes: l10n.t("Make It Main"),
    plan: (object, targets) =>
      engine.finishPromotion(object, { promoted, isRenamed: has("rename"), takesReplicas: has("replicas"), targets }),
  });
}

/** Asks for a share. */
export async function askShare(title: string, { name, traffic = 0 }: SplitPredictor): Promise<Gesture | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: l10n.t`How many percent of the requests should ${name} get? It has ${traffic} now.`,
    value: String(traffic),
    validateInput: text =>
      /^\d{1,3}$/.test(text.trim()) && Number(text) <= 100 ? undefined : l10n.t("A whole number from 0 to 100."),
  });
  return typed === undefined ? undefined : { kind: "set", predictor: name, percent: Number(typed) };
}

/** The one that was meant, else the only one besides main, else what the user chooses. */
async function choosePredictor(
  { services }: CanaryParts,
  engine: CanaryEngine,
  subject: CanarySubject,
  title: string,
): Promise<SplitPredictor | undefined> {
  const split = await splitNow(engine, subject);
  const live = split.filter(({ isShadow }) => !isShadow);
  if (subject.predictor !== undefined) {
    const named = split.find(({ name }) => name === subject.predictor);
    if (!named) services.show(shiftIsRefused(title, l10n.t`There is no predictor ${subject.predictor} any more.`));
    return named;
  }
  const main = engine.mainPredictor(split);
  const others = live.filter(({ name }) => name !== main?.name);
  return others.length === 1 ? others[0] : await pick(live, title, l10n.t("Whose share?"));
}

async function splitNow(engine: CanaryEngine, { session, namespace, name }: CanarySubject): Promise<Split> {
  const { spec } = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name });
  return engine.splitOf(spec?.predictors ?? []);
}

async function pick(split: Split, title: string, placeHolder: string): Promise<SplitPredictor | undefined> {
  const items = split.map(predictor => ({
    label: predictor.name,
    description: predictor.isShadow ? l10n.t("shadow") : `${predictor.traffic ?? 0} %`,
    predictor,
  }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.predictor;
}

function winnerOf(split: Split): SplitPredictor | undefined {
  return split.find(({ traffic, isShadow }) => traffic === 100 && !isShadow);
}
