// What came of looking for models, as a Markdown document: model by model, and what the linter makes of it.
import * as l10n from "@vscode/l10n";
import {
  checkWords,
  placeWords,
  secretWords,
  sizeWords,
  type CheckTone,
  type ModelCheck,
} from "../../domain/artifact/index.ts";
import type { ManifestProblem } from "./problem.ts";

/** What is shown of one SeldonDeployment. */
export interface CheckedDeployment {
  readonly name: string;
  readonly namespace: string;
  /** Absent where no cluster was asked. */
  readonly context: string | undefined;
  readonly checks: readonly ModelCheck[];
  /** On the lines of its manifests. */
  readonly problems: readonly ManifestProblem[];
  /** False where no manifest of the workspace names all these models: nobody has judged then what the store holds. */
  readonly isJudged: boolean;
}

/** Files that are listed of one model. */
const MOST_FILES = 20;

/** @param now milliseconds since the epoch */
export function artifactText(deployments: readonly CheckedDeployment[], now: number): string {
  const stamp = new Date(now).toISOString().slice(0, 19) + "Z";
  const parts = deployments.flatMap(deployment => [
    `# ${l10n.t`Models of ${deployment.name}`}`,
    [
      l10n.t`Namespace ${deployment.namespace}`,
      ...(deployment.context === undefined ? [] : [l10n.t`context ${deployment.context}`]),
      l10n.t`as of ${stamp}`,
    ].join(", ") + ".",
    ...problemParts(deployment),
    ...deployment.checks.flatMap(check => checkParts(check, isFine(deployment))),
  ]);
  return `${parts.join("\n\n")}\n`;
}

const WARNING = 2;

/** That files are there is good only where they are the right ones. */
function isFine({ problems, isJudged }: CheckedDeployment): boolean {
  return isJudged && problems.every(({ severity }) => severity !== WARNING);
}

const MARKS: Readonly<Record<CheckTone, string>> = { good: "✓ ", bad: "✗ ", unknown: "? " };

function checkParts(check: ModelCheck, isGood: boolean): string[] {
  const { place, finding, notes } = check;
  const { tone, text, log } = checkWords(check);
  const how = secretWords(check);
  return [
    `## ${tone === "good" && !isGood ? "" : MARKS[tone]}${escaped(placeWords(place))}`,
    `\`${place.modelUri}\``,
    [text, how].filter(Boolean).map(escaped).join(" "),
    ...(log === undefined ? [] : [l10n.t("The log of the init container:"), code(log)]),
    ...(finding.kind === "seen" ? storedParts(finding.stored) : []),
    ...notes.map(note => `- ${escaped(note)}`),
  ];
}

type Stored = Extract<ModelCheck["finding"], { kind: "seen" }>["stored"];

function storedParts({ seen, files, isPartial, around }: Stored): string[] {
  const own = files.length > 0 ? [fileTable(files, isPartial === true)] : [];
  if (!around || seen === "folder") return own;
  return [...own, l10n.t`What there is above it, in \`${around.uri}\`:`, fileTable(around.files, false)];
}

function fileTable(files: Stored["files"], isPartial: boolean): string {
  const shown = files.slice(0, MOST_FILES);
  const more = files.length - shown.length;
  const rows = shown.map(({ path, size }) => `| ${escaped(path)} | ${sizeWords(size)} |`);
  const rest = isPartial ? [`| ${l10n.t("and more")} | |`] : more > 0 ? [`| ${l10n.t`and ${more} more`} | |`] : [];
  return [`| ${l10n.t("File")} | ${l10n.t("Size")} |`, "| --- | ---: |", ...rows, ...rest].join("\n");
}

function problemParts({ problems, isJudged }: CheckedDeployment): string[] {
  const unjudged = l10n.t(
    "No manifest of the workspace has this deployment with these models, so that nobody has judged whether its servers find the right files.",
  );
  const lines = problems.map(({ message, code: rule, file, range }) => {
    const line = range.start.line + 1;
    const place = file === undefined ? l10n.t`Line ${line}` : l10n.t`Line ${line} of ${escaped(file)}`;
    return `- ${place}: ${escaped(message)} (${String(rule)})`;
  });
  return [
    ...(isJudged ? [] : [unjudged]),
    ...(lines.length > 0 ? [`## ${l10n.t("In the manifest")}`, lines.join("\n")] : []),
  ];
}

function code(text: string): string {
  return text
    .split("\n")
    .map(line => `    ${line}`)
    .join("\n");
}

/** Names in stores may hold anything; none of it is to become a link, a picture or a table. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#!]/g, "\\$&").replaceAll(/\s+/g, " ");
}
