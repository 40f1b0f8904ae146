// What a diagnosis says: causes with their evidence, what follows from them, and what it could not find out.

/** The walk from the SeldonDeployment to its routes, in this order (failure-modes.md §3). What is found at an earlier step comes first. */
export const STEPS = [
  "status",
  "operator",
  "workload",
  "pod",
  "initializer",
  "model",
  "explainer",
  "executor",
  "routes",
] as const;
export type Step = (typeof STEPS)[number];

/** Where in the SeldonDeployment something is. */
export interface CausePart {
  readonly predictor?: string;
  /** Name of the graph unit. */
  readonly unit?: string;
  readonly container?: string;
  readonly isExplainer?: true;
}

/** Something that was read in the cluster. */
export interface CauseEvidence {
  /** What showed it, in words: `Container classifier of pod iris-default-0`. */
  readonly object: string;
  /** RFC 3339. */
  readonly time?: string;
  /** Verbatim, with secrets masked. */
  readonly line?: string;
  /** Whose log it is, where it is one. */
  readonly log?: LogPlace;
}

export interface LogPlace {
  readonly pod: string;
  readonly container: string;
  /** Whether the log of the run before the current one is meant. */
  readonly isPrevious: boolean;
}

/** `certain` rests on a text that says it, `likely` on a state or on what is there and what is not, `possible` on a symptom. */
export type Confidence = "certain" | "likely" | "possible";

export interface Cause {
  /** Id of the signature that recognised it, or of the check that found it. */
  readonly signature: string;
  /** Entries of the catalogue (failure-modes.md), the likeliest first. */
  readonly failureModes: readonly string[];
  /** A few words. */
  readonly title: string;
  /** What has happened, in sentences. */
  readonly meaning: string;
  /** What to do, in sentences. */
  readonly remedy: string;
  /** What to type, where one line does it. */
  readonly command?: string;
  readonly step: Step;
  readonly confidence: Confidence;
  readonly part: CausePart;
  /** What shows it best comes first. */
  readonly evidence: readonly CauseEvidence[];
}

/** Something that was not found out, and what would tell it. */
export interface Gap {
  /** What is not known, as a sentence. */
  readonly unknown: string;
  /** What exactly to get, as a sentence. */
  readonly wanted: string;
  /** A line for a shell that gets it. */
  readonly command?: string;
}

/** How the deployment stands; `absent`: there is none of this name. */
export type DiagnosedState = "failing" | "starting" | "serving" | "stopped" | "absent";

export interface Diagnosis {
  readonly namespace: string;
  /** Of the SeldonDeployment. */
  readonly name: string;
  readonly state: DiagnosedState;
  /** How it stands, such as `0/1 ready`. */
  readonly words: string;
  /** Usually one; what explains most comes first. */
  readonly causes: readonly Cause[];
  /** What is seen beside a cause, or without one: it follows from something else. */
  readonly symptoms: readonly Cause[];
  /** What else is worth knowing. */
  readonly notes: readonly string[];
  readonly missing: readonly Gap[];
  /** The steps that were looked at. */
  readonly walked: readonly Step[];
}

/** Earlier steps first, then what is surer, in the order in which it was found. */
export function inOrder(causes: readonly Cause[]): Cause[] {
  return causes.toSorted(
    (a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step) || SURE.indexOf(a.confidence) - SURE.indexOf(b.confidence),
  );
}

const SURE: readonly Confidence[] = ["certain", "likely", "possible"];
