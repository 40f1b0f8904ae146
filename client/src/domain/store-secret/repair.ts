// Which entries of a Secret may be to blame for what a store, or rclone before it, has said. Names only: no value is looked at.
import type { ModelFinding } from "../artifact/index.ts";
import { secretKey, STORE_FORMS, type SecretField } from "./forms.ts";

export interface RepairEntry {
  readonly key: string;
  readonly field: SecretField;
  readonly isSet: boolean;
  readonly isToBlame: boolean;
}

/** Options by failure mode (failure-modes.md): keys for a refusal, the endpoint for whatever does not answer as a store does. */
const BLAMED: Readonly<Record<string, readonly string[]>> = {
  F12: ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "REGION"],
  S09: ["ENDPOINT"],
  F08: ["ENDPOINT"],
  F10: ["ENDPOINT", "PROVIDER", "FORCE_PATH_STYLE"],
  F11: ["ENDPOINT"],
  F47: ["ENDPOINT"],
};

/** What people give plainly and get wrong. */
const OPEN_OPTIONS = ["TYPE", "PROVIDER", "ENV_AUTH", "REGION", "ENDPOINT", "FORCE_PATH_STYLE"] as const;

/**
 * The entries of the remote that can be given another value: those that are to blame first.
 * @param keys of the Secret
 */
export function repairEntries(remote: string, keys: readonly string[], finding: ModelFinding): readonly RepairEntry[] {
  const prefix = secretKey(remote, "");
  const set = keys.filter(key => key.toUpperCase().startsWith(prefix)).map(key => key.slice(prefix.length));
  const blamed = blamedKeys(remote, finding);
  const named = [...blamed].flatMap(key => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  const options = new Set([...set, ...named, ...(set.length === 0 ? ["TYPE"] : [])]);
  const entries = [...options].map(option => {
    const key = secretKey(remote, option);
    return { key, field: fieldOf(option), isSet: keys.includes(key), isToBlame: blamed.has(key) };
  });
  return entries.toSorted((a, b) => Number(b.isToBlame) - Number(a.isToBlame));
}

function blamedKeys(remote: string, finding: ModelFinding): ReadonlySet<string> {
  if (finding.kind === "fails") {
    const { variable } = finding.plan;
    return new Set(variable === undefined ? [] : [variable]);
  }
  if (finding.kind !== "refused" || finding.outcome.kind !== "fails") return new Set();
  return new Set((BLAMED[finding.outcome.mode] ?? []).map(option => secretKey(remote, option)));
}

/** Whatever is not known to be open counts as a credential. */
function fieldOf(option: string): SecretField {
  const known = STORE_FORMS.flatMap(form => form.fields).find(field => field.option === option);
  if (known) return known;
  const isOpen = OPEN_OPTIONS.some(one => one === option);
  return { option, label: option, prompt: option, isCredential: !isOpen };
}
