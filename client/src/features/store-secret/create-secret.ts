// A new Secret: questions, a listing of the model with it, and then the choice of what becomes of it.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { base64OfText } from "../../domain/deploy/index.ts";
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
        const notes = [chosen.trial.words];
        await parts.deploy.deliverSecret(secretObject(secret), target, { title, notes });
        // The user may have looked at the preview and said no.
        if ((await readSecret(subject, secret.name)) === "absent") return;
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
  { session, target }: SecretSubject,
): Promise<{ readonly choice: Exclude<Choice, "again">; readonly trial: Trial } | undefined> {
  const { name, namespace, form, remote, answers } = secret;
  for (;;) {
    const entries = secretEntries(form, remote, answers);
    const trial = await tryOut({ modelUri, name, namespace, session, entries });
    const choice = trial && (await choose(trial, `${target.context}, ${namespace}`, name));
    if (!choice) return undefined;
    if (choice !== "again") return { choice, trial };
  }
}

async function choose(trial: Trial, where: string, name: string): Promise<Choice | undefined> {
  const change = { label: l10n.t("Change the answers"), choice: "change" } as const;
  const isBad = trial.tone === "bad";
  const items: (vscode.QuickPickItem & { readonly choice?: Choice })[] = [
    { ...trialItem(trial), choice: "again" },
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    ...(isBad ? [change] : []),
    {
      label: l10n.t`Apply to ${where}…`,
      detail: l10n.t("Shows before what changes; values stay hidden."),
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

/** Encoded, as the API server keeps it: what is written as text has no owner there (server-side apply). */
function secretObject({ form, remote, answers, name, namespace }: NamedSecret): KubeObject {
  const data = secretEntries(form, remote, answers).map(([key, value]) => [key, base64OfText(value)] as const);
  const metadata = { name, namespace };
  return { apiVersion: "v1", kind: "Secret", metadata, type: "Opaque", data: Object.fromEntries(data) };
}

async function showManifest(secret: NamedSecret): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "yaml", content: placeholderManifest(secret) });
  await vscode.window.showTextDocument(document, { preview: false });
}

function credentialNames({ form }: NamedSecret): readonly string[] {
  return form.fields.flatMap(({ option, isCredential }) => (isCredential ? [option] : []));
}
