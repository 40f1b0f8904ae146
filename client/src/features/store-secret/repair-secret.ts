// A Secret of the cluster that does not reach its model: what is wrong in words, and new values for single entries, tried out again.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ModelPlace } from "../../domain/artifact/index.ts";
import { schemeOf } from "../../domain/patterns/index.ts";
import { fieldValue, repairEntries, type RepairEntry } from "../../domain/store-secret/index.ts";
import type { KubeObject } from "../../kube/port.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { typeLine } from "../../ui/steps.ts";
import { fieldLine } from "./questions.ts";
import { changedSecret, entriesOf } from "./secret-object.ts";
import type { StoreSecretParts } from "./store-secret.ts";
import type { SecretSubject } from "./subject.ts";
import { trialItem, tryOut, type Trial } from "./trial.ts";

type Choice =
  { readonly kind: "again" } | { readonly kind: "apply" } | { readonly kind: "entry"; readonly entry: RepairEntry };

export async function repairSecret(
  parts: StoreSecretParts,
  { session, target }: SecretSubject,
  { modelUri }: ModelPlace,
  live: KubeObject,
): Promise<void> {
  const { name } = live.metadata;
  const title = commandTitle("seldon.storeSecret").replace("…", "");
  const changes = new Map<string, string>();
  let trial: Trial | undefined;
  for (;;) {
    const entries = [...new Map([...entriesOf(live), ...changes])];
    trial ??= await tryOut({ modelUri, name, namespace: target.namespace, session, entries });
    if (!trial) return;
    const keys = entries.map(([key]) => key);
    const choice = await choose(name, trial, repairEntries(schemeOf(modelUri) ?? "", keys, trial.finding), changes);
    if (!choice) return;
    if (choice.kind === "apply") {
      await parts.deploy.deliverSecret(changedSecret(live, [...changes]), target, { title, notes: [trial.words] });
      return;
    }
    if (choice.kind === "again") {
      trial = undefined;
      continue;
    }
    const { key, field } = choice.entry;
    const typed = await typeLine(
      { title: key, step: 1, total: undefined },
      { ...fieldLine(field, undefined), value: "" },
    );
    if (typed === undefined || typed === "back") continue;
    changes.set(key, fieldValue(field, typed.value));
    trial = undefined;
  }
}

async function choose(
  name: string,
  trial: Trial,
  entries: readonly RepairEntry[],
  changes: ReadonlyMap<string, string>,
): Promise<Choice | undefined> {
  const items: (vscode.QuickPickItem & { readonly choice?: Choice })[] = [
    { ...trialItem(trial), choice: { kind: "again" } },
    { label: l10n.t("Entries"), kind: vscode.QuickPickItemKind.Separator },
    ...entries.map(entry => ({
      label: entry.key,
      description: stateWords(entry, changes),
      choice: { kind: "entry", entry } as const,
    })),
  ];
  if (changes.size > 0) {
    const apply = {
      label: changes.size === 1 ? l10n.t("Apply the change…") : l10n.t`Apply ${changes.size} changes…`,
      detail: l10n.t("Shows before what changes; values stay hidden."),
    };
    items.splice(1, 0, { ...apply, choice: { kind: "apply" } });
  }
  const placeHolder = l10n.t("Choose an entry to give it another value. No value is shown.");
  const options = { title: l10n.t`Secret ${name}`, placeHolder, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.choice;
}

function stateWords({ key, isSet, isToBlame }: RepairEntry, changes: ReadonlyMap<string, string>): string {
  if (changes.has(key)) return l10n.t("changed, not applied yet");
  if (!isSet) return l10n.t("missing");
  return isToBlame ? l10n.t("set, and perhaps wrong") : l10n.t("set");
}
