// What is left of a SeldonDeployment that is being deleted, and what each thing that still stands waits for.
import * as l10n from "@vscode/l10n";
import { parseTime } from "../time.ts";

/** What of an object tells how far its deletion is. */
export interface RemovedObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
  };
}

export interface Removal {
  readonly isGone: boolean;
  /** What is waited for, in few words: `SeldonDeployment iris, 1 Deployment, 2 pods`. */
  readonly words: string;
  /** A clause for each thing that something holds, with what that is. */
  readonly standing: readonly string[];
  /** Milliseconds since the epoch until which pods may take their time to end. */
  readonly graceEnd: number;
}

/** How the API server itself holds an object until what it owns is gone, or is set free. */
const OWN_FINALIZERS: ReadonlySet<string> = new Set(["foregroundDeletion", "orphan"]);

/** @param objects all that is still there, the SeldonDeployment first @param now milliseconds since the epoch */
export function removalOf(objects: readonly RemovedObject[], now: number): Removal {
  return {
    isGone: objects.length === 0,
    words: countWords(objects),
    standing: objects.filter(object => !waitsForOwner(object, objects)).map(object => standingWords(object, now)),
    graceEnd: Math.max(0, ...objects.map(({ kind, metadata }) => (kind === "Pod" ? endOf(metadata) : 0))),
  };
}

/** Such as `2 Deployments, 3 pods`; a single SeldonDeployment by its name. */
export function countWords(objects: readonly RemovedObject[]): string {
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  return kinds
    .map(kind => {
      const all = objects.filter(object => object.kind === kind);
      if (kind === "SeldonDeployment") return all.map(nameOf).join(", ");
      const one = kind === "Pod" ? "pod" : kind;
      return `${all.length} ${one}${all.length === 1 ? "" : "s"}`;
    })
    .join(", ");
}

/** The garbage collector comes to what a SeldonDeployment owns when that is gone: what holds the one holds the others. */
function waitsForOwner({ kind, metadata }: RemovedObject, all: readonly RemovedObject[]): boolean {
  if (kind === "SeldonDeployment" || metadata.deletionTimestamp !== undefined) return false;
  return all.some(object => object.kind === "SeldonDeployment");
}

function standingWords(object: RemovedObject, now: number): string {
  const { kind, metadata } = object;
  const name = nameOf(object);
  const { deletionTimestamp, finalizers = [] } = metadata;
  if (deletionTimestamp === undefined) {
    const reason =
      kind === "SeldonDeployment" ? "" : l10n.t(": the cluster's garbage collector has not come to it yet");
    return l10n.t`${name} is not being deleted${reason}`;
  }
  const foreign = finalizers.filter(finalizer => !OWN_FINALIZERS.has(finalizer));
  if (foreign.length > 0)
    return l10n.t`${name} waits for the finalizer ${foreign.join(", ")}, which whoever set it has to take away`;
  if (finalizers.length > 0) return l10n.t`${name} waits for what it owns`;
  if (kind !== "Pod") return l10n.t`${name} is about to go`;
  const seconds = Math.round((endOf(metadata) - now) / 1000);
  return seconds >= 0
    ? l10n.t`${name} has ${seconds} s left to end`
    : l10n.t`${name} ought to have ended ${-seconds} s ago; its node may not answer`;
}

function nameOf({ kind, metadata }: RemovedObject): string {
  return `${kind === "Pod" ? "pod" : kind} ${metadata.name}`;
}

/** A pod's deletion time lies ahead by its grace period, unlike that of other kinds. */
function endOf({ deletionTimestamp }: RemovedObject["metadata"]): number {
  return (deletionTimestamp === undefined ? undefined : parseTime(deletionTimestamp)) ?? 0;
}
