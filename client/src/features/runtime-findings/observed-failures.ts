// Causes as facts for the language server (design §4.4).
import * as l10n from "@vscode/l10n";
import type { ObservedFailure } from "../../../../schemas/src/index.ts";
import type { Cause } from "../../domain/index.ts";
import type { DeploymentSummary } from "../../live/index.ts";

/** What a deployment's tree shows by itself, one failure for each cause and place. */
export function observedFailures(shown: DeploymentSummary, context: string): ObservedFailure[] {
  return shown.causes.map(cause => asFailure(cause, shown, context));
}

/** @param deployment the SeldonDeployment that it is a cause of */
export function asFailure(
  { signature, failureModes, title, meaning, remedy, part, evidence: [shown] }: Cause,
  { name, namespace }: { readonly name: string; readonly namespace?: string | undefined },
  context: string,
): ObservedFailure {
  const { object = l10n.t`SeldonDeployment ${name}`, time, line } = shown ?? {};
  return {
    kind: "SeldonDeployment",
    name,
    ...(namespace !== undefined && { namespace }),
    cluster: context,
    ...part,
    failureModes: [...failureModes],
    ...{ signature, title, meaning, remedy },
    evidence: { object, ...(time !== undefined && { time }), ...(line !== undefined && { line }) },
  };
}
