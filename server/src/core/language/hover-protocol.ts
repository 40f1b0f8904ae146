// Tells what the deployment's protocol means for the servers it can use.
import * as l10n from "@vscode/l10n";
import type { Deployment, SeldonFacts } from "../model/index.ts";
import { bullets, code, codeList } from "./markdown.ts";

/** Which protocol is in force, and the prepackaged servers that have an image for it (seldon-facts §3.1). */
export function describeProtocol(deployment: Deployment, facts: SeldonFacts): string | undefined {
  const { protocol } = deployment;
  if (!protocol) return undefined;
  const written = deployment.spec.key("protocol").string();
  const servers = Object.entries(facts.servers).filter(([, server]) => server.images[protocol] !== undefined);
  return [
    l10n.t`**Protocol ${code(protocol)}**${written === "kfserving" ? l10n.t`, of which ${code("kfserving")} is an older name` : ""}`,
    bullets([
      l10n.t`Prepackaged servers with an image for it in Seldon Core ${facts.version}: ${codeList(
        servers.map(([name]) => name),
        "and",
      )}.`,
      l10n.t("Any other prepackaged server has no image under it, and then the Deployment cannot be created."),
    ]),
  ].join("\n\n");
}
