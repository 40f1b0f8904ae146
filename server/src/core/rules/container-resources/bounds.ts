// Requests above their limits, which Kubernetes refuses (F31; the texts are a real API server's).
import * as l10n from "@vscode/l10n";
import type { DeploymentContext } from "../../lint/rule.ts";
import { quantityOf } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";

/** Devices and huge pages have a stricter bound, of which another check speaks. */
const COMPARED = ["cpu", "memory", "ephemeral-storage"];

export function reportBounds(resources: Cursor, report: DeploymentContext<"aboveLimit">["report"]): void {
  for (const resource of COMPARED) {
    const at = resources.at("requests", resource);
    const bound = resources.at("limits", resource);
    const request = quantityOf(at);
    const limit = quantityOf(bound);
    if (request === undefined || limit === undefined || request <= limit) continue;
    report({
      at,
      message: "aboveLimit",
      data: { resource, request: at.scalar?.text ?? "", limit: bound.scalar?.text ?? "" },
      related: [{ at: bound, message: l10n.t("The limit stands here.") }],
    });
  }
}
