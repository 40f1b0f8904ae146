// What the picture says of a unit, short enough for its box and whole for a screen reader.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
import type { GraphPredictor, GraphProblem, GraphUnit } from "../../../../schemas/src/index.ts";

/** Characters that a line of a box holds. */
const LINE = 30;

/** The server says the role in the display language; the name of a server is the same in all of them. Such as `model · SKLEARN_SERVER`. */
export function kindWords({ role, server }: GraphUnit): string {
  return server === null ? role : `${role} · ${server}`;
}

/** Where the model or the code comes from, and the port. */
export function sourceWords({ modelUri, image, port }: GraphUnit): string {
  return [modelUri ?? image, port === null ? undefined : l10n.t`port ${port}`].filter(Boolean).join(" · ");
}

/** `1 error`, `2 warnings`; the worst kind only, since the rest is one click away. */
export function problemWords(problems: readonly GraphProblem[]): string {
  for (const severity of ["error", "warning", "information", "hint"] as const) {
    const count = problems.filter(problem => problem.severity === severity).length;
    if (count > 0) return counted(count, severity === "information" ? "remark" : severity);
  }
  return "";
}

/** `main · 80 % of traffic · 2 replicas`. */
export function predictorWords({ name, shareWords, replicas, explainer }: GraphPredictor): string {
  return [
    name,
    shareWords,
    replicas === null ? undefined : counted(replicas, "replica"),
    explainer === null ? undefined : l10n.t`explainer ${explainer}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

const SEVERITIES: Readonly<Record<GraphProblem["severity"], string>> = {
  error: l10n.t("error"),
  warning: l10n.t("warning"),
  information: l10n.t("remark"),
  hint: l10n.t("hint"),
};

/** `error: No server of Seldon is called …`. */
export function spokenProblem({ severity, message }: GraphProblem): string {
  return `${SEVERITIES[severity]}: ${message}`;
}

/** All of it in one breath. */
export function spokenUnit(unit: GraphUnit): string {
  return [unit.name, kindWords(unit), sourceWords(unit), ...unit.problems.map(spokenProblem)]
    .filter(Boolean)
    .join(", ");
}

/** Keeps both ends, since a URI's end tells most and its beginning the store. */
export function shortened(text: string, length = LINE): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 3);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}
