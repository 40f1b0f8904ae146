// What the language status says about the Seldon of the cluster that a manifest goes to, as plain data.
import * as l10n from "@vscode/l10n";
import { versionOf, type PreflightFacts } from "../../domain/deploy/index.ts";

export interface ReleaseText {
  readonly text: string;
  readonly detail: string;
  readonly isWarning: boolean;
  /** The release that manifests should be checked for, where they are checked for another. */
  readonly checkFor: string | undefined;
}

/**
 * @param context that the manifest goes to
 * @param checked the Seldon version of the settings, such as `1.17.1`
 */
export function releaseText(
  { operator, crd }: Pick<PreflightFacts, "operator" | "crd">,
  context: string,
  checked: string,
): ReleaseText {
  const served = crd?.versions.filter(version => version.served).map(({ name }) => name) ?? [];
  const running = operator ? versionOf(operator) : undefined;
  const apis = served.length > 0 ? l10n.t("Its CRD serves {0}.", served.join(", ")) : "";
  if (crd === null) {
    const text = l10n.t("No Seldon Core in {0}", context);
    return { text, detail: l10n.t("It has no SeldonDeployments."), isWarning: true, checkFor: undefined };
  }
  if (running === undefined) {
    const detail = sentences(apis, l10n.t("Which release runs cannot be seen from here."));
    return { text: l10n.t("Seldon in {0}", context), detail, isWarning: false, checkFor: undefined };
  }
  const text = l10n.t("Seldon {0} in {1}", running, context);
  if (minorOf(running) === minorOf(checked)) return { text, detail: apis, isWarning: false, checkFor: undefined };
  const detail = sentences(l10n.t("Manifests here are checked for {0}.", checked), apis);
  return { text, detail, isWarning: true, checkFor: running };
}

function sentences(...all: readonly string[]): string {
  return all.filter(sentence => sentence !== "").join(" ");
}

/** Facts differ from one minor release to the next, not within one. */
function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
