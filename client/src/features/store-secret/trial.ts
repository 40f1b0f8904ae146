// Tries a Secret out before anything is applied: what the initializer would meet with it, asked of the store itself.
import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import { checkWords, type CheckTone, type ModelCheck } from "../../domain/artifact/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { unlessCancelled } from "../../ui/cancellable.ts";

export interface TrialQuestion {
  readonly modelUri: string;
  readonly name: string;
  /** Variables and values, in memory only. */
  readonly entries: readonly (readonly [string, string])[];
  readonly session: ClusterSession;
  readonly namespace: string;
}

export interface Trial {
  readonly finding: ModelCheck["finding"];
  readonly tone: CheckTone;
  /** A sentence or two, without values. */
  readonly words: string;
  /** What the initializer's log would say, verbatim. */
  readonly log: string;
}

/** @returns undefined where the user cancelled it */
export async function tryOut(question: TrialQuestion): Promise<Trial | undefined> {
  const title = l10n.t`Listing ${question.modelUri} with the Secret ${question.name}`;
  return await unlessCancelled(title, signal => listed(question, signal));
}

async function listed(
  { modelUri, name, entries, session, namespace }: TrialQuestion,
  signal: AbortSignal,
): Promise<Trial | undefined> {
  // A bundle of its own: all that knows values of Secrets.
  const { checkModels } = await import("../../live/artifact/index.ts");
  const secret = { stringData: Object.fromEntries(entries) };
  const place = { predictor: "", unit: undefined, implementation: undefined, modelUri, secret: name };
  const [check] = await checkModels([place], {
    ...{ session, namespace, signal },
    sentSecret: () => ({ secret, file: "" }),
    writtenSecret: () => Promise.resolve(undefined),
  });
  if (!check) return undefined;
  const { tone, text, log = "" } = checkWords(check);
  return { finding: check.finding, tone, words: text, log };
}

const ICONS: Readonly<Record<CheckTone, string>> = { good: "$(pass)", bad: "$(error)", unknown: "$(question)" };

/** The result as the first line of a list, as short as a line has to be; choosing it tries again. */
export function trialItem({ tone, words, log }: Trial): vscode.QuickPickItem {
  const [first = "", rest = ""] = words.split(/(?<=[.!?])\s+(.*)/s, 2);
  const said = log === "" ? "" : l10n.t`Its log would say: ${log.trim()}`;
  const detail = [rest, said].filter(Boolean).join(" ");
  const label = first.charAt(0).toUpperCase() + first.slice(1);
  return {
    label: `${ICONS[tone]} ${label}`,
    detail: detail === "" ? l10n.t("Choose this line to try again.") : detail,
  };
}
