// From a version in the registry to what the questions of a new deployment begin with.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { modelUriProblem, type GivenModel } from "../../domain/patterns/index.ts";
import { registryUri } from "../../domain/registry/index.ts";
import type { ModelVersion } from "../../live/registry/index.ts";
import type { UserMessage } from "../../ui/messages.ts";
import { artifactIsKeptByMlflow, artifactIsOutOfReach } from "../../ui/registry-messages.ts";
import type { VersionDetails } from "./model-rows.ts";

/** @param alias that the manifest is to remember */
export function givenVersion(
  { name, version }: ModelVersion,
  { artifactUri, facts }: VersionDetails,
  alias: string | undefined,
): GivenModel {
  const uri = artifactUri.replace(/^s3[an]:/i, "s3:").replace(/\/+$/, "");
  return {
    ...{ name, uri },
    alias: alias === undefined ? undefined : registryUri(name, { alias }),
    model: {
      kind: "MLmodel",
      name: `${name}, version ${version}`,
      file: "MLmodel",
      line: 0,
      ...(facts && { model: facts }),
    },
  };
}

/** Why pods cannot fetch what the registry names; undefined where they can, as far as the address tells. */
export function outOfReach({ name, version }: ModelVersion, { artifactUri }: VersionDetails): UserMessage | undefined {
  const what = l10n.t`${name}, version ${version}`;
  if (artifactUri.startsWith("mlflow-artifacts:")) return artifactIsKeptByMlflow(what, artifactUri);
  const problem = modelUriProblem(artifactUri.replace(/\/+$/, ""));
  return problem === undefined ? undefined : artifactIsOutOfReach(what, artifactUri, problem);
}

/** @returns the alias that the manifest is to remember, none, or undefined where the user gives up */
export async function askAlias(
  { version }: ModelVersion,
  aliases: readonly string[],
): Promise<{ readonly alias: string | undefined } | undefined> {
  if (aliases.length === 0) return { alias: undefined };
  const choices = [
    ...aliases.map(alias => ({
      label: `@${alias}`,
      detail: l10n.t("The manifest remembers it, and is marked when the alias leads to another version"),
      alias,
    })),
    { label: l10n.t`Version ${version} only`, detail: l10n.t("Whatever happens to its aliases"), alias: undefined },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: l10n.t("Deploy This Version"),
    placeHolder: l10n.t("Which alias is it deployed for?"),
    ignoreFocusOut: true,
  });
  return chosen && { alias: chosen.alias };
}
