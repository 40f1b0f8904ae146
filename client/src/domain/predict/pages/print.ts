// Values as pages show them: short, and the same everywhere.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../../schemas/src/index.ts";

/** Nine significant digits tell more than any model knows; all of them are in the raw answer. */
export function cellText(value: unknown, digits = 9): string {
  if (typeof value === "number") return String(Number(value.toPrecision(digits)));
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}

const LONGEST_CELL = 200;

export function millisecondsText(value: number): string {
  return l10n.t`${Number(value.toPrecision(3))} ms`;
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return counted(bytes, "byte");
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Number(kilo.toPrecision(3))} kB` : `${Number((kilo / 1024).toPrecision(3))} MB`;
}

export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
