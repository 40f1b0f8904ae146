// A SeldonDeployment needs apiVersion, kind and a name before it can be applied at all (S40).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { isPatchFile, type Deployment } from "../../model/index.ts";
import { isLoser } from "../../schema/index.ts";
import type { YamlDocument } from "../../yaml/index.ts";
import { API_VERSION, headEdits, proposedName, type HeadPart } from "./head.ts";

export const manifestFragment = defineRule({
  id: "manifest-fragment",
  severity: "error",
  title: "Require apiVersion, kind and a name on SeldonDeployments",
  why: "A manifest that starts at `spec:` cannot be applied: kubectl stops with `Object 'Kind' is missing in '…'`, and without a name the API server refuses it with `metadata.name: Required value: name or generateName is required`.",
  remedy: "Put `apiVersion: machinelearning.seldon.io/v1`, `kind: SeldonDeployment` and `metadata.name` at the head.",
  failureModes: ["S40"],
  messages: {
    fragment: {
      text: "This is the inner part of a SeldonDeployment: {missing} missing at its head, so it cannot be applied (\"Object 'Kind' is missing in …\"). Wrap it into a SeldonDeployment.",
      refusedBy: "api-server",
      uncovers: "A fragment is checked as a manifest only once it is one.",
    },
    noApiVersion: {
      text: "This SeldonDeployment has no apiVersion, so neither kubectl nor the API server can tell what it is. Add apiVersion: {apiVersion}.",
      refusedBy: "api-server",
    },
    noName: {
      text: 'This SeldonDeployment has no name. The API server refuses it: "metadata.name: Required value: name or generateName is required". Add metadata.name.',
      refusedBy: "api-server",
    },
  },
  check({ deployment, document, fileName, isTemplate, isExcerpt, report }) {
    // A template is a fragment by nature, as its head may come from another file, and so are a patch and an example on a page.
    const missing = isTemplate || isExcerpt || isPatchFile(fileName) ? [] : missingParts(deployment);
    if (missing.length === 0) return;
    const message = missing.includes("kind") ? "fragment" : missing.includes("apiVersion") ? "noApiVersion" : "noName";
    report({
      at: place(deployment, message),
      message,
      data: { missing: inWords(missing), apiVersion: API_VERSION },
      // Where the head only lost its indentation, the name is there already.
      fixes: isLoser(deployment.at.key("metadata")) ? [] : [wrap(document, deployment, missing, fileName)],
    });
  },
});

function missingParts({ at }: Deployment): readonly HeadPart[] {
  const metadata = at.key("metadata");
  const isBlank = (name: string): boolean => metadata.key(name).isEmpty || metadata.key(name).string() === "";
  // A name that is a template or of the wrong type is there, whatever else may be said of it.
  const isNamed = (!metadata.isEmpty && !metadata.map) || !isBlank("name") || !isBlank("generateName");
  return [
    ...(at.key("apiVersion").isEmpty ? (["apiVersion"] as const) : []),
    ...(at.key("kind").isEmpty ? (["kind"] as const) : []),
    ...(isNamed ? [] : (["metadata.name"] as const)),
  ];
}

function inWords(missing: readonly HeadPart[]): string {
  const last = missing.at(-1) ?? "";
  return missing.length > 1 ? l10n.t`${missing.slice(0, -1).join(", ")} and ${last} are` : l10n.t`${last} is`;
}

function place(
  deployment: Deployment,
  message: "fragment" | "noApiVersion" | "noName",
): DeploymentContext["deployment"]["at"] {
  const { at } = deployment;
  const [kind, metadata, spec] = [at.key("kind"), at.key("metadata"), at.key("spec")];
  if (message === "noName" && metadata.exists) return metadata;
  return kind.isEmpty ? spec : kind;
}

/** Which name the deployment gets only its author can say; the rest of the head is the same for all. */
function wrap(
  document: YamlDocument,
  deployment: Deployment,
  missing: readonly HeadPart[],
  fileName: string | undefined,
): FixProposal | undefined {
  const name = missing.includes("metadata.name") ? proposedName(deployment, fileName) : undefined;
  const edits = headEdits(document, deployment, missing, name);
  if (name === undefined)
    return fix(
      missing.includes("kind") ? l10n.t("Wrap it into a SeldonDeployment") : l10n.t`Add apiVersion: ${API_VERSION}`,
      edits,
    );
  return suggestion(
    missing.length > 1 ? l10n.t`Wrap it into a SeldonDeployment named ${name}` : l10n.t`Name it ${name}`,
    edits,
  );
}
