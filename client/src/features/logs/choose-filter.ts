// The menu in which a log's filter is set, a step at a time; each step shows at once.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { LOG_LEVELS } from "../../domain/index.ts";
import type { LogStream } from "./log-stream.ts";
import { DEFAULT_FILTER, minutesWords, type StreamFilter } from "./stream-filter.ts";

interface Step extends vscode.QuickPickItem {
  /** Undefined where the user went back. */
  readonly ask: () => Promise<StreamFilter | undefined>;
}

const LEVEL_WORDS = {
  debug: l10n.t("All levels"),
  info: l10n.t("Info and above"),
  warning: l10n.t("Warnings and errors"),
  error: l10n.t("Errors"),
} as const;
const MINUTES = [5, 15, 60, 360, 1_440] as const;
const TAILS = [100, 1_000, 10_000] as const;

/** Comes back after each step until it is closed. */
export async function chooseFilter(stream: LogStream, title: string): Promise<void> {
  for (;;) {
    const step = await vscode.window.showQuickPick(steps(stream), {
      title: l10n.t`Filter ${title}`,
      placeHolder: l10n.t("What is shown?"),
    });
    if (!step) return;
    const filter = await step.ask();
    if (filter) stream.setFilter(filter);
  }
}

function steps(stream: LogStream): Step[] {
  const { filter } = stream;
  const { level, text, containers, sinceMinutes, tailLines } = filter;
  return [
    { label: l10n.t("$(symbol-text) Text"), description: text ?? l10n.t("any"), ask: () => askForText(filter) },
    { label: l10n.t("$(warning) Level"), description: LEVEL_WORDS[level ?? "debug"], ask: () => askForLevel(filter) },
    {
      label: l10n.t("$(package) Containers"),
      description: containers ? [...containers].join(", ") : l10n.t("all"),
      ask: () => askForContainers(filter, stream.containers),
    },
    {
      label: l10n.t("$(history) From When"),
      description: sinceMinutes === undefined ? l10n.t("no limit") : l10n.t`the last ${minutesWords(sinceMinutes)}`,
      ask: () => askForSince(filter),
    },
    {
      label: l10n.t("$(list-ordered) Lines of the Past"),
      description:
        tailLines === undefined ? l10n.t("all") : l10n.t`the last ${tailLines.toLocaleString("en")} of each container`,
      ask: () => askForTail(filter),
    },
    { label: l10n.t("$(clear-all) Show Everything Again"), ask: () => Promise.resolve(DEFAULT_FILTER) },
  ];
}

async function askForText(filter: StreamFilter): Promise<StreamFilter | undefined> {
  const text = await vscode.window.showInputBox({
    title: l10n.t("Only Lines with This Text"),
    prompt: l10n.t("In any case. Between slashes it is a regular expression: /exit \\d+/. Empty: all lines."),
    value: filter.text ?? "",
  });
  return text === undefined ? undefined : { ...filter, text: text === "" ? undefined : text };
}

async function askForLevel(filter: StreamFilter): Promise<StreamFilter | undefined> {
  const items = LOG_LEVELS.map(level => ({ label: LEVEL_WORDS[level], level }));
  const chosen = await vscode.window.showQuickPick(items, { title: l10n.t("Least Level") });
  return chosen && { ...filter, level: chosen.level === "debug" ? undefined : chosen.level };
}

async function askForContainers(filter: StreamFilter, names: readonly string[]): Promise<StreamFilter | undefined> {
  const items = names.map(label => ({ label, picked: filter.containers?.has(label) ?? true }));
  const chosen = await vscode.window.showQuickPick(items, { title: l10n.t("Containers"), canPickMany: true });
  if (!chosen) return undefined;
  const isAll = chosen.length === 0 || chosen.length === names.length;
  return { ...filter, containers: isAll ? undefined : new Set(chosen.map(({ label }) => label)) };
}

async function askForSince(filter: StreamFilter): Promise<StreamFilter | undefined> {
  const items = [
    ...MINUTES.map(minutes => ({ label: l10n.t`The last ${minutesWords(minutes)}`, minutes })),
    { label: l10n.t("No limit"), minutes: undefined },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: l10n.t("From When") });
  return chosen && { ...filter, sinceMinutes: chosen.minutes };
}

async function askForTail(filter: StreamFilter): Promise<StreamFilter | undefined> {
  const items = [
    ...TAILS.map(lines => ({ label: l10n.t`The last ${lines.toLocaleString("en")}`, lines })),
    { label: l10n.t("All"), lines: undefined },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: l10n.t("Lines of the Past, of Each Container") });
  return chosen && { ...filter, tailLines: chosen.lines };
}
