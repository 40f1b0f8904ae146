// Hashes that let other tools tell a finding again after lines have moved, and the path in a document as text.
import { createHash } from "node:crypto";
import type { FileReport, Finding } from "../../../../schemas/src/index.ts";
import { findingKey } from "../finding-key.ts";

/** The findings of a file, each with a hash that no other finding of the report has and that outlives moved lines. */
export function withFingerprints({ path, findings }: FileReport): { finding: Finding; fingerprint: string }[] {
  const counts = new Map<string, number>();
  return findings.map(finding => {
    const key = findingKey(finding);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([path, key, count]))
      .digest("hex");
    return { finding, fingerprint };
  });
}

/** A path as people write it: `spec.predictors[0].traffic`. */
export function pathText(path: Finding["path"]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
