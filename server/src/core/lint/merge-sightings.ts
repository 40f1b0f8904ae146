// Puts what was seen of a failure and the finding that names its cause together, after all rules have run (design §4.4).
import { SEVERITIES, type Severity } from "../../../../schemas/src/index.ts";
import type { Path } from "../yaml/index.ts";
import type { Sighting } from "./rule.ts";

/** The part of a finding that is looked at here. */
export interface Mergeable {
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  /** Catalogue entries of its rule. */
  readonly failureModes: readonly string[];
  readonly sighting: Sighting | undefined;
}

/**
 * A sighting that some finding explains is added to that finding's message, and its own finding is dropped; the fixes are
 * the explaining finding's. One that nothing explains stays. Called with what suppressions have left: who silences the
 * explanation still learns what was seen.
 */
export function mergeSightings<T extends Mergeable>(findings: readonly T[]): readonly T[] {
  if (findings.every(({ sighting }) => !sighting)) return findings;
  const merged = [...findings];
  const dropped = new Set<number>();
  findings.forEach(({ sighting, severity }, index) => {
    const owner = sighting ? ownerOf(sighting, findings) : -1;
    const explaining = merged[owner];
    if (!sighting || !explaining) return;
    dropped.add(index);
    merged[owner] = {
      ...explaining,
      severity: worse(explaining.severity, severity),
      message: `${explaining.message} ${sighting.sentence}`,
    };
  });
  return merged.filter((_, index) => !dropped.has(index));
}

/** Index of the finding that explains a sighting: by the likeliest of its failure modes, then by severity; -1 where none does. */
function ownerOf({ failureModes, about }: Sighting, findings: readonly Mergeable[]): number {
  const isThere = ({ path }: Mergeable): boolean => about.some(place => isWithin(path, place));
  for (const mode of failureModes) {
    const owners = findings.flatMap((finding, index) =>
      !finding.sighting && finding.failureModes.includes(mode) && isThere(finding) ? [{ finding, index }] : [],
    );
    const [first] = owners.sort((a, b) => rank(a.finding.severity) - rank(b.finding.severity));
    if (first) return first.index;
  }
  return -1;
}

function isWithin(path: Path, place: Path): boolean {
  return place.every((step, index) => path[index] === step) && path[place.length] !== "children";
}

function worse(a: Severity, b: Severity): Severity {
  return rank(a) <= rank(b) ? a : b;
}

/** Errors come first. */
function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
