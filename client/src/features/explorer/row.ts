// A row of the explorer as plain data, so that what people see can be told and compared without a window.
import type { HealthState } from "../../domain/index.ts";
import type { Target } from "../../ui/target.ts";

export interface Row {
  readonly target: Target;
  readonly label: string;
  /** Greyed out behind the label. */
  readonly description: string;
  readonly icon: RowIcon;
  /** Markdown. */
  readonly tooltip: string;
  /** What a screen reader says: the kind, the name and the state, in words. */
  readonly spoken: string;
  /** For when clauses of menus, joined by blanks: the kind first. */
  readonly tokens: readonly string[];
  readonly expansion: "none" | "collapsed" | "expanded";
  /** What a click does, where it does more than select. */
  readonly click?: { readonly command: string; readonly title: string; readonly arguments?: unknown[] };
}

export interface RowIcon {
  /** Of a codicon. */
  readonly id: string;
  /** Of a theme color. The words say the same. */
  readonly color?: string;
}

/** Colors that the high-contrast themes have, too. */
export const STATE_ICONS: Readonly<Record<HealthState, RowIcon>> = {
  ready: { id: "pass", color: "testing.iconPassed" },
  progressing: { id: "sync", color: "charts.blue" },
  failed: { id: "error", color: "problemsErrorIcon.foreground" },
  unknown: { id: "question", color: "charts.yellow" },
  stopped: { id: "circle-slash" },
};

/** Text in Markdown that has none of its own. */
export function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, "\\$&");
}

/** Paragraphs of a tooltip; empty ones are left out. */
export function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter(text => text !== undefined && text !== "").join("\n\n");
}

/** Parts of a description; empty ones are left out. */
export function dotted(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== "").join(" · ");
}
