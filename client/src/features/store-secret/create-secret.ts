// A new Secret: questions, a listing of the model with it, and then the choice of what becomes of it.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  placeholderManifest,
  secretCommand,
  secretEntries,
  type NamedSecret,
} from "../../domain/store-secret/index.ts";
import type { KubeObject } from "../../kube/port.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { runSteps } from "../../ui/steps.ts";
import { secretCommandIsCopied } from "../../ui/store-secret-messages.ts";
import { nameInManifest } from "./name-in-manifest.ts";
import { readSecret } from "./read-secret.ts";
import { QUESTIONS, remoteOf, type SecretDraft } from "./questions.ts";
import { changedSecret, entriesOf, meetingOf, newSecret } from "./secret-object.ts";
import type { StoreSecretParts } from "./store-secret.ts";
import type { SecretSubject } from "./subject.ts";
import { trialItem, tryOut, type Trial } from "./trial.ts";

type Choice = "again" | "apply" | "manifest" | "copy" | "change";

export async function createSecret(parts: StoreSecretParts, subject: SecretSubject): Promise<void> {
  const title = commandTitle("seldon.storeSecret").replace("…", "");
  const { place, target } = subject;
  const isGiven = { modelUri: place !== undefined, name: place?.secret !== undefined };
  let draft: SecretDraft | undefined = {
    ...{ modelUri: place?.modelUri, name: place?.secret, form: undefined, answers: new Map<string, string>(), isGiven },
  };
  for (;;) {
    draft = await runSteps(title, QUESTIONS, draft);
    if (!draft) return;
    const secret = namedSecret(draft, subject);
    const chosen = secret && (await tryAndChoose(draft.modelUri ?? "", secret, subject));
    if (!secret || !chosen) return;
    switch (chosen.choice) {
      case "change":
        continue;
      case "apply": {
        const { object, words } = await objectToApply(secret, subject);
        const notes = [chosen.trial.words, ...words];
        // The user may look at the preview and say no.
        if (!(await parts.deploy.deliverSecret(object, target, { title, notes }))) return;
        await nameInManifest(parts, subject, secret.name);
        return;
      }
      case "manifest":
        await showManifest(secret);
        await nameInManifest(parts, subject, secret.name);
        return;
      case "copy":
        await vscode.env.clipboard.writeText(secretCommand(secret, { context: target.context }));
        parts.services.show(secretCommandIsCopied(credentialNames(secret)));
        return;
    }
  }
}

function namedSecret(
  { form, name, answers, modelUri }: SecretDraft,
  { target }: SecretSubject,
): NamedSecret | undefined {
  if (!form || name === undefined) return undefined;
  return { form, name, answers, remote: remoteOf({ modelUri }), namespace: target.namespace };
}

/** @returns undefined where the user gave up */
async function tryAndChoose(
  modelUri: string,
  secret: NamedSecret,
  subject: SecretSubject,
): Promise<{ readonly choice: Exclude<Choice, "again">; readonly trial: Trial } | undefined> {
  const { session, target } = subject;
  const { name, namespace } = secret;
  for (;;) {
    const known = await knownSecret(secret, subject);
    const entries = [...new Map([...(known ? entriesOf(known) : []), ...entriesFor(secret)])];
    const trial = await tryOut({ modelUri, name, namespace, session, entries });
    const choice = trial && (await choose(trial, `${target.context}, ${namespace}`, name, known !== undefined));
    if (!choice) return undefined;
    if (choice !== "again") return { choice, trial };
  }
}

async function choose(trial: Trial, where: string, name: string, isTaken: boolean): Promise<Choice | undefined> {
  const change = { label: l10n.t("Change the answers"), choice: "change" } as const;
  const isBad = trial.tone === "bad";
  const items: (vscode.QuickPickItem & { readonly choice?: Choice })[] = [
    { ...trialItem(trial), choice: "again" },
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    ...(isBad ? [change] : []),
    {
      label: l10n.t`Apply to ${where}…`,
      detail: isTaken
        ? l10n.t("The namespace has this Secret already: its other entries stay. Shows before what changes.")
        : l10n.t("Shows before what changes; values stay hidden."),
      choice: "apply",
    },
    {
      label: l10n.t("Write a manifest with placeholders"),
      detail: l10n.t("Keys are left out: a file is no place for them."),
      choice: "manifest",
    },
    {
      label: l10n.t("Copy a kubectl command"),
      detail: l10n.t("It takes the keys from environment variables."),
      choice: "copy",
    },
    ...(isBad ? [] : [change]),
  ];
  const options = {
    title: l10n.t`Secret ${name}`,
    placeHolder: l10n.t("What is to become of it?"),
    ignoreFocusOut: true,
  };
  return (await vscode.window.showQuickPick(items, options))?.choice;
}

/** A name may be taken, by the Secret of other models perhaps: then its other entries are kept, and the user is told. */
async function objectToApply(
  secret: NamedSecret,
  subject: SecretSubject,
): Promise<{ readonly object: KubeObject; readonly words: readonly string[] }> {
  const { name, namespace } = secret;
  const entries = entriesFor(secret);
  const live = await knownSecret(secret, subject);
  if (!live) return { object: newSecret(name, namespace, entries), words: [] };
  const { replaced, kept } = meetingOf(live, entries);
  const change =
    replaced.length === 0
      ? l10n.t`The Secret ${name} is there already. Its ${kept} entries stay as they are.`
      : l10n.t`The Secret ${name} is there already, perhaps for other models, too. Other values get: ${replaced.join(", ")}. Entries that stay as they are: ${kept}.`;
  return { object: changedSecret(live, entries), words: [change] };
}

/** Where it may not be read, the deploy says so before it applies anything. */
async function knownSecret({ name }: NamedSecret, subject: SecretSubject): Promise<KubeObject | undefined> {
  const known = await readSecret(subject, name);
  return typeof known === "string" ? undefined : known;
}

function entriesFor({ form, remote, answers }: NamedSecret): readonly (readonly [string, string])[] {
  return secretEntries(form, remote, answers);
}

async function showManifest(secret: NamedSecret): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "yaml", content: placeholderManifest(secret) });
  await vscode.window.showTextDocument(document, { preview: false });
}

function credentialNames({ form }: NamedSecret): readonly string[] {
  return form.fields.flatMap(({ option, isCredential }) => (isCredential ? [option] : []));
}
