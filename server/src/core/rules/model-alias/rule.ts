// A model URI that was taken from an alias of MLflow's registry, and the alias has moved on since.
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  fetchableUri,
  isSamePlace,
  rcloneSources,
  registryAddress,
  rememberedAddresses,
  type ModelSource,
} from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const modelAlias = defineRule({
  id: "model-alias",
  severity: "information",
  title: "Report model URIs whose alias in MLflow's registry has moved",
  why: "An alias such as `champion` is moved to another version when the team has agreed on one. Seldon never asks MLflow, so a deployment goes on serving the version whose address stands in `modelUri`, and nobody notices. The annotation `seldon-deployments/model-alias` remembers which alias an address was taken from; *Deploy This Version…* and the fix of `model-uri-scheme` write it. The extension asks the registry that it is connected to; on the command line `--facts FILE` tells what the aliases lead to.",
  remedy:
    "Take the version that the alias leads to now, and deploy the manifest again. Where this version is to stay, remove the annotation.",
  failureModes: [],
  needs: ["registry"],
  messages: {
    moved: {
      text: "This model was taken from {alias}, which leads to {now} now. The deployment serves the earlier one until modelUri is changed and the manifest is applied again.",
    },
    gone: {
      text: "This model was taken from {alias}, which MLflow does not have any more. Choose another version or alias, or remove the annotation seldon-deployments/model-alias.",
    },
  },
  check({ deployment, document, seldon, facts, report }) {
    const sources = rcloneSources(deployment, seldon);
    for (const { source, uri: alias } of rememberedAddresses(deployment, sources)) {
      const known = registryAddress(facts.registry, alias);
      const { artifactUri, version } = known ?? {};
      if (known?.isMissing) report({ at: source.uri, message: "gone", data: { alias } });
      if (artifactUri === undefined || !isElsewhere(source, artifactUri)) continue;
      const now = version === undefined ? artifactUri : l10n.t`version ${version} at ${artifactUri}`;
      const fixes = [takeIt(document, source, artifactUri, version)];
      report({ at: source.uri, message: "moved", data: { alias, now }, fixes });
    }
  },
});

/** An address that is still inside MLflow is `model-uri-scheme`'s affair. */
function isElsewhere({ text }: ModelSource, artifactUri: string): boolean {
  if (fetchableUri(text) === undefined) return false;
  const handedOut = pathHandedOut(artifactUri);
  // In which bucket that lies only the MLflow server knows; the run's id in the path makes it one of its kind.
  if (handedOut !== undefined) return !text.replace(/\/+$/, "").endsWith(`/${handedOut}`);
  return !isSamePlace(fetchableUri(artifactUri) ?? artifactUri, text);
}

/** The path below the server's `--artifacts-destination`, of an address that the server hands out itself (S06). */
function pathHandedOut(artifactUri: string): string | undefined {
  return /^mlflow-artifacts:(?:\/\/[^/]*)?\/*(.*?)\/*$/s.exec(artifactUri)?.[1];
}

/** A choice: another model is to answer from then on. */
function takeIt(
  document: YamlDocument,
  source: ModelSource,
  artifactUri: string,
  version: string | undefined,
): FixProposal | undefined {
  const remote = source.parsed.kind === "remote" ? source.parsed.remote : undefined;
  const uri = fetchableUri(artifactUri, remote);
  if (uri === undefined) return undefined;
  const words = version === undefined ? l10n.t("what it leads to now") : l10n.t`version ${version}`;
  return suggestion(l10n.t`Take ${words}: ${uri}`, setValue(document, source.uri, uri));
}
