// A comparison of predictors as Markdown, to be kept or pasted.
import { maskCredentials } from "../mask.ts";
import { brief } from "./check-value.ts";
import { summarize, type BiggestDifference, type ComparisonRow, type PredictorSummary } from "./compare.ts";

export interface ReportOptions {
  readonly title: string;
  /** Said below the title, such as the deployment and the time. */
  readonly about?: string;
}

/** How many cases that differ are listed. */
const MOST_LISTED = 50;

export function comparisonReport(rows: readonly ComparisonRow[], { title, about }: ReportOptions): string {
  const { cases, reference, predictors, biggest } = summarize(rows);
  const lines = [
    `# ${plain(title)}`,
    "",
    ...(about === undefined ? [] : [plain(about), ""]),
    `${counted(cases, "case")}, held against the predictor ${code(reference ?? "")}.`,
    "",
    ...table(
      ["predictor", "agrees", "errors", "p50", "p90", "p99"],
      predictors.map(predictor => summaryCells(predictor, reference)),
    ),
    ...(biggest.length === 0 ? ["No predicted value differs."] : biggestLines(biggest)),
    "",
    ...disagreements(rows),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function summaryCells(summary: PredictorSummary, reference: string | undefined): string[] {
  const { predictor, agreeing, compared, errors } = summary;
  const rate = compared === 0 ? "–" : `${agreeing} of ${compared} (${percent(agreeing / compared)})`;
  const latencies = [summary.p50, summary.p90, summary.p99].map(milliseconds);
  return [code(predictor), predictor === reference ? "reference" : rate, String(errors), ...latencies];
}

function biggestLines(biggest: readonly BiggestDifference[]): string[] {
  const rows = biggest.map(({ name, predictor, path, expected, actual, by }) => [
    plain(name),
    code(predictor),
    code(path.map(step => `[${step}]`).join("")),
    code(brief(expected)),
    code(brief(actual)),
    by === undefined ? "not alike" : String(Number(by.toPrecision(3))),
  ]);
  return [
    "## Largest differences",
    "",
    ...table(["case", "predictor", "where", "reference", "here", "difference"], rows),
  ];
}

function disagreements(rows: readonly ComparisonRow[]): string[] {
  const differing = rows.filter(({ comparison }) => !comparison.agrees);
  if (differing.length === 0) return [];
  const lines = differing.slice(0, MOST_LISTED).map(({ name, comparison }) => {
    const others = comparison.answers.filter(
      (answer, at) => answer.problem !== undefined || (at > 0 && !answer.agrees),
    );
    const words = others.map(({ predictor, problem, differences }) =>
      problem === undefined
        ? `${code(predictor)} differs in ${counted(differences.length, "value")}`
        : `${code(predictor)}: ${plain(problem)}`,
    );
    return `- ${plain(name)}: ${words.join("; ")}`;
  });
  const more = differing.length - lines.length;
  return ["## Cases that differ", "", ...lines, ...(more > 0 ? [`- … and ${more} more`] : []), ""];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line), ""];
}

/** Texts of answers must neither make markup nor leave their cell. */
function plain(text: string): string {
  return maskCredentials(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|#]/g, "\\$&");
}

function code(text: string): string {
  const safe = maskCredentials(text).replace(/\s+/g, " ").replaceAll("`", "'").replaceAll("|", "\\|");
  return safe === "" ? "" : `\`${safe}\``;
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? "–" : `${Number(value.toPrecision(3))} ms`;
}

function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
