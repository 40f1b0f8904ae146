// Whom a secret of Verify Split is kept for, in the words that the user agrees to.
import * as l10n from "@vscode/l10n";
import type { Route } from "../../domain/predict/index.ts";
import type { DeploymentPlace } from "../../live/canary/index.ts";

/** The address where one was typed, which may lead anywhere: its scheme, host and port. Else the deployment in its cluster. */
export function verifyDestination(route: Route, { context, namespace, name }: DeploymentPlace): string {
  return route.kind === "url" ? new URL(route.url).origin : l10n.t`${name} in ${namespace} of ${context}`;
}
