// Where a deploy goes, whether it may, and what is asked before it does, as data.
import * as l10n from "@vscode/l10n";

export interface DeployTarget {
  readonly context: string;
  readonly namespace: string;
}

/** `team-a in gke-prod`: the same words in status bar, preview and questions. */
export function targetWords({ context, namespace }: DeployTarget): string {
  return l10n.t`${namespace} in ${context}`;
}

export interface WriteGuards {
  /** Restricted Mode is off. */
  readonly isTrusted: boolean;
  /** The setting `seldon.readOnly`. */
  readonly isReadOnly: boolean;
  /** The context fits a pattern of `seldon.protectedContexts`. */
  readonly isProtected: boolean;
}

/** What a deploy is about to do to one object. */
export interface DeployChange {
  readonly kind: string;
  readonly name: string;
  readonly effect: "create" | "change" | "none";
  /** How many values change. */
  readonly differences: number;
}

export interface DeployConsent {
  /** A sentence that says what will happen, to what, and where. */
  readonly text: string;
  readonly detail: string;
  /** The button. */
  readonly yes: string;
  /** What has to be typed first; undefined where a button is enough. */
  readonly typed: string | undefined;
}

export type Permission =
  | { readonly kind: "refused"; readonly by: "restricted-mode" | "read-only" }
  | { readonly kind: "nothing-to-do"; readonly text: string }
  | { readonly kind: "ask"; readonly consent: DeployConsent };

/** @param warnings of the linter on what is deployed */
export function deployPermission(
  target: DeployTarget,
  changes: readonly DeployChange[],
  guards: WriteGuards,
  warnings: number,
): Permission {
  if (!guards.isTrusted) return { kind: "refused", by: "restricted-mode" };
  if (guards.isReadOnly) return { kind: "refused", by: "read-only" };
  const open = changes.filter(({ effect }) => effect !== "none");
  if (open.length === 0) {
    const text =
      changes.length === 1
        ? l10n.t`${changes.map(objectWords).join("")} is already as the manifest says in ${targetWords(target)}. Nothing was changed.`
        : l10n.t`All ${changes.length} objects are already as the manifest says in ${targetWords(target)}. Nothing was changed.`;
    return { kind: "nothing-to-do", text };
  }
  const what = open.length === 1 ? open.map(objectWords).join("") : l10n.t`${open.length} objects`;
  return {
    kind: "ask",
    consent: {
      text: l10n.t`Deploy ${what} to ${targetWords(target)}?`,
      detail: [...changes.map(changeWords), ...warningWords(warnings)].join("\n"),
      yes: l10n.t("Deploy"),
      typed: guards.isProtected ? target.context : undefined,
    },
  };
}

function objectWords({ kind, name }: DeployChange): string {
  return `${kind} ${name}`;
}

function changeWords(change: DeployChange): string {
  const { effect, differences } = change;
  if (effect === "create") return l10n.t`${objectWords(change)}: new`;
  if (effect === "none") return l10n.t`${objectWords(change)}: unchanged`;
  return differences === 1
    ? l10n.t`${objectWords(change)}: ${differences} value changes`
    : l10n.t`${objectWords(change)}: ${differences} values change`;
}

function warningWords(count: number): string[] {
  if (count === 0) return [];
  return [count === 1 ? l10n.t("1 warning stands on the manifest.") : l10n.t`${count} warnings stand on the manifest.`];
}
