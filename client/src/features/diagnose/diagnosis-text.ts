// A diagnosis as a Markdown document, with places in it that lead on: to logs, to the manifest, to a rule's page.
import * as l10n from "@vscode/l10n";
import type { CommandId } from "../../contributions.ts";
import type { Cause, Diagnosis, Gap, Step } from "../../domain/index.ts";
import { RULES_OF_FAILURE_MODES } from "../../ui/rules-of-failure-modes.ts";
import type { DeploymentTarget, Target } from "../../ui/target.ts";

/** Words of the document that run a command when they are clicked. */
export interface TextLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly command: CommandId;
  readonly arguments: readonly unknown[];
}

export interface LinkedText {
  readonly text: string;
  readonly links: readonly TextLink[];
}

/** Rules that a cause names at most. */
const MAX_RULES = 3;

/** @param now milliseconds since the epoch */
export function diagnosisText(diagnosis: Diagnosis, target: DeploymentTarget, now: number): LinkedText {
  const page = new Page();
  const { name, namespace, context } = target;
  page.line(`# ${headline(diagnosis)}`);
  page.line();
  const words = diagnosis.words === "" ? "" : `${diagnosis.words}, `;
  page.line(l10n.t`SeldonDeployment ${name}, namespace ${namespace}, context ${context}: ${words}as of ${stamp(now)}`);
  page.line();
  page.linked([[l10n.t("Diagnose again"), "seldon.diagnose", [target]]]);
  diagnosis.causes.forEach((cause, index) => {
    const number = diagnosis.causes.length > 1 ? `${index + 1}. ` : "";
    causeLines(page, cause, target, number);
  });
  if (diagnosis.causes.length === 0) withoutCause(page, diagnosis);
  if (diagnosis.symptoms.length > 0) symptomLines(page, diagnosis.symptoms, target);
  if (diagnosis.missing.length > 0) gapLines(page, diagnosis.missing);
  if (diagnosis.notes.length > 0) {
    page.section(l10n.t("Also worth knowing"));
    for (const note of diagnosis.notes) page.line(`- ${note}`);
  }
  page.section(l10n.t("Looked at"));
  page.line(`${capital(diagnosis.walked.map(step => STEP_WORDS[step]).join(", "))}.`);
  return page.done();
}

function headline({ name, state, causes }: Diagnosis): string {
  switch (state) {
    case "failing":
      return l10n.t`Why ${name} does not serve`;
    case "starting":
      return l10n.t`${name} is still starting`;
    case "serving":
      return causes.length > 0 ? l10n.t`${name} is ready, and not all is well` : l10n.t`${name} is ready`;
    case "stopped":
      return l10n.t`${name} is scaled to 0`;
    case "absent":
      return l10n.t`${name} is not there`;
  }
}

const STEP_WORDS: Readonly<Record<Step, string>> = {
  status: l10n.t("the status"),
  operator: l10n.t("the operator and its webhook"),
  workload: l10n.t("Deployments and ReplicaSets"),
  pod: l10n.t("pods and their events"),
  initializer: l10n.t("init containers"),
  model: l10n.t("the model's containers and their previous logs"),
  explainer: l10n.t("the explainer"),
  executor: l10n.t("the executor"),
  routes: "routes",
};

const CONFIDENCE_WORDS: Readonly<Record<Cause["confidence"], string>> = {
  certain: "",
  likely: l10n.t(" (likely)"),
  possible: l10n.t(" (possible)"),
};

function causeLines(page: Page, cause: Cause, target: DeploymentTarget, number: string): void {
  const { title, meaning, remedy, command, confidence } = cause;
  page.section(`${number}${capital(title)}${CONFIDENCE_WORDS[confidence]}`);
  const place = placeWords(cause);
  if (place !== "") page.paragraph(`In ${place}.`);
  page.paragraph(meaning);
  page.paragraph(l10n.t`**What to do:** ${remedy}`);
  if (command !== undefined) page.code(command);
  page.line(`**${l10n.t("Seen:")}**`);
  page.line();
  cause.evidence.forEach(({ object, time, line }, index) => {
    // Several lines of one log stand below each other.
    if (object !== cause.evidence[index - 1]?.object)
      page.line(`- ${object}${time === undefined ? "" : `, ${time}`}${line === undefined ? "" : ":"}`);
    if (line !== undefined) page.code(line);
  });
  page.gap();
  page.linked(linksOf(cause, target));
  if (cause.failureModes.length > 0)
    page.paragraph(l10n.t`In the catalogue of failures: ${cause.failureModes.join(", ")}.`);
}

type Link = readonly [words: string, command: CommandId, args: readonly unknown[]];

function linksOf({ part, evidence, failureModes }: Cause, target: DeploymentTarget): Link[] {
  const { context, namespace, name: deployment } = target;
  const inside = { context, namespace, deployment };
  const logs = evidence.flatMap(({ log }): Link[] => {
    if (!log) return [];
    const container: Target = { kind: "container", ...inside, parent: "", pod: log.pod, container: log.container };
    return [[l10n.t`Open the log of ${log.container}`, "seldon.logs.follow", [container]]];
  });
  const rules = [...new Set(failureModes.flatMap(mode => RULES_OF_FAILURE_MODES[mode] ?? []))].slice(0, MAX_RULES);
  return [
    ...logs,
    [l10n.t("Show the manifest"), "seldon.openManifest", [placeOf(part, target)]],
    [l10n.t("Describe"), "seldon.describe", [target]],
    [l10n.t("Events"), "seldon.showEvents", [target]],
    ...rules.map((rule): Link => [l10n.t`Rule ${rule}`, "seldon.openRuleDocumentation", [rule]]),
  ];
}

function placeOf({ predictor, unit }: Cause["part"], target: DeploymentTarget): Target {
  const { context, namespace, name: deployment } = target;
  if (predictor === undefined) return target;
  const inside = { context, namespace, deployment, predictor };
  return unit === undefined ? { kind: "predictor", ...inside } : { kind: "unit", ...inside, path: [unit] };
}

function placeWords({ part: { predictor, unit, isExplainer } }: Cause): string {
  if (predictor === undefined) return "";
  if (isExplainer) return l10n.t`the explainer of predictor ${predictor}`;
  return unit === undefined ? l10n.t`predictor ${predictor}` : l10n.t`graph unit ${unit} of predictor ${predictor}`;
}

function withoutCause(page: Page, { state, missing }: Diagnosis): void {
  page.gap();
  switch (state) {
    case "serving":
      page.paragraph(l10n.t("Nothing was found that keeps it from serving."));
      break;
    case "starting":
      page.paragraph(l10n.t("Nothing has failed so far."));
      break;
    case "stopped":
      page.paragraph(l10n.t("It has no pods, as its manifest wants it."));
      break;
    case "absent":
      page.paragraph(l10n.t("Nothing was applied under this name, or it was deleted."));
      break;
    case "failing":
      page.paragraph(
        missing.length > 0
          ? l10n.t("What was read does not tell the cause.")
          : l10n.t("No known failure fits what was read."),
      );
  }
}

function symptomLines(page: Page, symptoms: readonly Cause[], target: DeploymentTarget): void {
  page.section(l10n.t("Seen, and not the cause"));
  for (const { title, meaning, remedy, evidence } of symptoms) {
    page.line(`- ${capital(title)}, ${evidence[0]?.object ?? target.name}. ${meaning} ${remedy}`);
  }
}

function gapLines(page: Page, missing: readonly Gap[]): void {
  page.section(l10n.t("What is missing"));
  for (const { unknown, wanted, command } of missing) {
    page.line(`- ${unknown} ${wanted}`);
    if (command !== undefined) page.code(command);
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19) + "Z";
}

/** Of text that is shown as it is, below an item of a list. */
const INDENT = "      ";

/** Collects lines, and remembers where links stand in them. */
class Page {
  readonly #lines: string[] = [];
  readonly #links: TextLink[] = [];

  line(text = ""): void {
    this.#lines.push(text.replace(/\s*\n\s*/g, " "));
  }

  /** An empty line, unless there is one. */
  gap(): void {
    if (this.#lines.at(-1) !== "") this.line();
  }

  section(title: string): void {
    this.gap();
    this.line(`## ${title}`);
    this.line();
  }

  paragraph(text: string): void {
    this.line(text);
    this.line();
  }

  /** Verbatim: nothing in it is Markdown. What follows at once is of the same block. */
  code(text: string): void {
    if (this.#lines.at(-2)?.startsWith(INDENT) === true && this.#lines.at(-1) === "") this.#lines.pop();
    else this.gap();
    this.line(`${INDENT}${text}`);
    this.line();
  }

  linked(links: readonly Link[]): void {
    const separator = " · ";
    let start = 0;
    const line = this.#lines.length;
    for (const [words, command, args] of links) {
      this.#links.push({ line, start, end: start + words.length, command, arguments: args });
      start += words.length + separator.length;
    }
    this.line(links.map(([words]) => words).join(separator));
    this.line();
  }

  done(): LinkedText {
    return { text: `${this.#lines.join("\n").trimEnd()}\n`, links: this.#links };
  }
}
