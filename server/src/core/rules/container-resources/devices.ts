// Extended resources such as GPUs: whole numbers, and requests equal to limits (F67; the texts are a real API server's).
import * as l10n from "@vscode/l10n";
import { fix, type DeploymentContext } from "../../lint/rule.ts";
import { parseQuantity, quantityOf } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

type Report = DeploymentContext<"deviceWithoutLimit" | "deviceDiffers" | "deviceFraction">["report"];

const WHOLE = parseQuantity("1") ?? 1n;

export function reportDevices(document: YamlDocument, resources: Cursor, report: Report): void {
  for (const bound of ["limits", "requests"])
    for (const at of resources.key(bound).entries()) if (isDevice(at.name)) reportFraction(at, report);
  for (const at of resources.key("requests").entries())
    if (isDevice(at.name)) compare(document, at, resources.key("limits").key(at.name), report);
}

/** Names with a domain that is not Kubernetes' own (`IsExtendedResourceName`). */
function isDevice(name: string): boolean {
  return name.includes("/") && !/^([a-z0-9-]+\.)*kubernetes\.io\//.test(name) && !name.startsWith("requests.");
}

function reportFraction(at: Cursor, report: Report): void {
  const amount = quantityOf(at);
  // A fraction without quotes is of the wrong type, and another rule says so.
  if (amount === undefined || amount % WHOLE === 0n || typeof at.scalar?.value === "number") return;
  report({ at, message: "deviceFraction", data: { resource: at.name, value: at.scalar?.text ?? "" } });
}

function compare(document: YamlDocument, at: Cursor, limit: Cursor, report: Report): void {
  const request = quantityOf(at);
  const value = at.scalar?.value;
  if (request === undefined || (typeof value !== "string" && typeof value !== "number")) return;
  const data = { resource: at.name };
  if (limit.isEmpty) {
    const edits = request % WHOLE === 0n ? setValue(document, limit, value) : undefined;
    report({
      at,
      message: "deviceWithoutLimit",
      data,
      fixes: [fix(l10n.t`Limit ${at.name} to the same number`, edits)],
    });
    return;
  }
  const bound = quantityOf(limit);
  if (bound === undefined || bound === request) return;
  const related = [{ at: limit, message: l10n.t("The limit stands here.") }];
  report({ at, message: "deviceDiffers", data, related });
}
