// Where a deploy goes, whether it may, and what is asked before it does, as data.

export interface DeployTarget {
  readonly context: string;
  readonly namespace: string;
}

/** `team-a in gke-prod`: the same words in status bar, preview and questions. */
export function targetWords({ context, namespace }: DeployTarget): string {
  return `${namespace} in ${context}`;
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
    const what = changes.length === 1 ? changes.map(objectWords).join("") : `All ${changes.length} objects`;
    const text = `${what} ${changes.length === 1 ? "is" : "are"} already as the manifest says in ${targetWords(target)}. Nothing was changed.`;
    return { kind: "nothing-to-do", text };
  }
  const what = open.length === 1 ? open.map(objectWords).join("") : `${open.length} objects`;
  return {
    kind: "ask",
    consent: {
      text: `Deploy ${what} to ${targetWords(target)}?`,
      detail: [...changes.map(changeWords), ...warningWords(warnings)].join("\n"),
      yes: "Deploy",
      typed: guards.isProtected ? target.context : undefined,
    },
  };
}

function objectWords({ kind, name }: DeployChange): string {
  return `${kind} ${name}`;
}

function changeWords(change: DeployChange): string {
  const { effect, differences } = change;
  if (effect === "create") return `${objectWords(change)}: new`;
  if (effect === "none") return `${objectWords(change)}: unchanged`;
  return `${objectWords(change)}: ${differences} ${differences === 1 ? "value changes" : "values change"}`;
}

function warningWords(count: number): string[] {
  if (count === 0) return [];
  return [`${count} ${count === 1 ? "warning stands" : "warnings stand"} on the manifest.`];
}
