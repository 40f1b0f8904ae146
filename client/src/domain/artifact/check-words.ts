// What came of a check, in words: what the initializer is going to do, and why a store was not asked.
import * as l10n from "@vscode/l10n";
import type { InitializerOutcome } from "../store/index.ts";
import type { ModelCheck, ModelFinding, SecretOrigin } from "./model-check.ts";
import type { ModelPlace } from "./model-places.ts";

/** How much a finding matters: `unknown` says nothing for or against a deploy. */
export type CheckTone = "good" | "bad" | "unknown";

export interface CheckWords {
  readonly tone: CheckTone;
  /** One or two sentences. */
  readonly text: string;
  /** What the init container's log is going to say, verbatim; absent where it says nothing of interest. */
  readonly log?: string;
}

export function checkWords({ finding }: Pick<ModelCheck, "finding">): CheckWords {
  switch (finding.kind) {
    case "seen":
      return seenWords(finding);
    case "fails": {
      const { words, exitCode, mode, variable } = finding.plan;
      const blamed = variable === undefined ? "" : l10n.t` The variable ${variable} of the Secret is missing or wrong.`;
      const text = l10n.t`The initializer fails before it reaches a store, with exit code ${exitCode} (${mode}).${blamed}`;
      return { tone: "bad", text, log: words };
    }
    case "refused": {
      const said = endedSentence(finding.failure.words);
      return outcomeWords(finding.outcome, said);
    }
    case "not-checked":
      return { tone: "unknown", text: l10n.t`Not checked. ${finding.reason}` };
  }
}

function seenWords({ stored, outcome }: Extract<ModelFinding, { kind: "seen" }>): CheckWords {
  switch (stored.seen) {
    case "no-bucket":
      return outcomeWords(outcome, l10n.t("The store has no such bucket."));
    case "nothing": {
      const text = l10n.t(
        "The store holds nothing under this path. The initializer succeeds all the same, and the server then finds no model.",
      );
      return { tone: "bad", text, log: "There was nothing to transfer" };
    }
    case "file":
      return { tone: "good", text: l10n.t("It is a single file, which the initializer copies under its own name.") };
    case "folder": {
      const size = sizeWords(stored.files.reduce((sum, file) => sum + file.size, 0));
      const count = stored.files.length;
      const text =
        stored.isPartial === true
          ? l10n.t`The initializer copies more than ${count} files, ${size} and more.`
          : l10n.t`The initializer copies ${count} files, ${size}.`;
      return { tone: "good", text };
    }
  }
}

/** @param said what the store or the way to it said, as a sentence */
function outcomeWords(outcome: InitializerOutcome, said: string): CheckWords {
  switch (outcome.kind) {
    case "fails": {
      const text = l10n.t`${said} The initializer is going to fail with exit code ${outcome.exitCode} (${outcome.mode}).`;
      return { tone: "bad", text, log: outcome.words };
    }
    case "copies":
      return { tone: "unknown", text: said };
    case "copies-nothing":
      return { tone: "bad", text: said, log: outcome.words };
    case "unknown":
      return { tone: "unknown", text: l10n.t`Not checked. ${outcome.reason}` };
  }
}

function endedSentence(words: string): string {
  const text = words.trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function placeWords({ predictor, unit }: Pick<ModelPlace, "predictor" | "unit">): string {
  return unit === undefined
    ? l10n.t`Explainer of predictor ${predictor}`
    : l10n.t`Graph unit ${unit} of predictor ${predictor}`;
}

/** How the store was asked, as a sentence; nothing where it was not. */
export function secretWords({ place, secret, through }: ModelCheck): string {
  const way = through === undefined ? "" : l10n.t` The store was reached through ${through}.`;
  if (!secret || place.secret === undefined) return way.trim();
  return `${originWords(place.secret, secret)}${way}`;
}

function originWords(name: string, origin: SecretOrigin): string {
  switch (origin.kind) {
    case "cluster":
      return l10n.t`Read with the Secret ${name} of namespace ${origin.namespace} in ${origin.context}.`;
    case "workspace":
      return l10n.t`Read with the Secret ${name} as ${origin.file} has it.`;
    case "none":
      return l10n.t("Read without a Secret.");
  }
}

const UNITS = ["bytes", "KB", "MB", "GB", "TB"] as const;

/** Such as `12.3 MB`. @param bytes decimal units, as stores' consoles show them */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit] ?? ""}`;
}
