// Amounts that cannot be meant: thousandths of a byte, a few bytes of memory, hundreds of cores (F44).
import * as l10n from "@vscode/l10n";
import { fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { LEAST_MEMORY, parseQuantity, quantityOf } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

type Report = DeploymentContext<"tinyLimit" | "milliRequest" | "manyCores">["report"];

const LEAST = parseQuantity(LEAST_MEMORY) ?? 0n;
const MANY_CORES = parseQuantity("64") ?? 0n;
const BYTE = parseQuantity("1") ?? 1n;
const MILLI = /^\d+m$/;

export function reportAmounts(document: YamlDocument, resources: Cursor, report: Report): void {
  const limit = resources.at("limits", "memory");
  const memory = quantityOf(limit);
  if (memory !== undefined && memory > 0n && memory < LEAST && !isRefused(limit))
    reportTiny(document, limit, memory, report);
  const request = resources.at("requests", "memory");
  if (MILLI.test(request.string() ?? "")) reportMilli(document, request, memory, report);
  for (const bound of ["limits", "requests"]) reportCores(document, resources.at(bound, "cpu"), report);
}

function reportTiny(document: YamlDocument, limit: Cursor, memory: bigint, report: Report): void {
  const value = limit.scalar?.text ?? "";
  const meant = inMebibytes(value);
  const fixes = [meant === undefined ? undefined : fix(l10n.t`Change to ${meant}`, setValue(document, limit, meant))];
  report({
    at: limit,
    message: "tinyLimit",
    data: { value, bytes: inBytes(memory), proposal: meant ?? "512Mi" },
    fixes,
  });
}

/** The request is changed only where it stays within a limit that is right already. */
function reportMilli(document: YamlDocument, request: Cursor, limit: bigint | undefined, report: Report): void {
  const value = request.string() ?? "";
  const meant = inMebibytes(value);
  const amount = meant === undefined ? undefined : parseQuantity(meant);
  const fits = amount !== undefined && (limit === undefined || amount <= limit);
  const fixes: (FixProposal | undefined)[] =
    meant !== undefined && fits ? [suggestion(l10n.t`Change to ${meant}`, setValue(document, request, meant))] : [];
  const bytes = inBytes(quantityOf(request) ?? 0n);
  report({ at: request, message: "milliRequest", data: { value, bytes, meant: meant ?? "512Mi" }, fixes });
}

function reportCores(document: YamlDocument, at: Cursor, report: Report): void {
  const value = at.scalar?.text ?? "";
  const amount = quantityOf(at);
  if (amount === undefined || amount < MANY_CORES || !/^\d+$/.test(value)) return;
  const fixes = [suggestion(l10n.t`Change to ${value}m`, setValue(document, at, `${value}m`))];
  report({ at, message: "manyCores", data: { value, cores: Number(value) / 1000 }, fixes });
}

/** A fraction without quotes is of the wrong type, and another rule says so. */
function isRefused(at: Cursor): boolean {
  const value = at.scalar?.value;
  return typeof value === "number" && !Number.isInteger(value);
}

/** What `512m` of memory was meant as. */
function inMebibytes(text: string): string | undefined {
  return MILLI.test(text) ? text.replace(/m$/, "Mi") : undefined;
}

function inBytes(amount: bigint): string {
  return amount < BYTE ? l10n.t("less than a byte") : l10n.t`${String((amount + BYTE - 1n) / BYTE)} bytes`;
}
