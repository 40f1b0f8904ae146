// Which release of the operator runs, and the Helm line that changes its settings and nothing else.
import { quoteForShell } from "../kubectl-lines.ts";
import type { OperatorFacts } from "./preflight-facts.ts";

/** The tag of the operator's image, such as `1.17.1`; undefined for a digest or a tag of somebody's own. */
export function versionOf({ image }: OperatorFacts): string | undefined {
  return /:v?(\d+\.\d+\.\d+)[^/]*$/.exec(image)?.[1];
}

/** For a release that is called as Seldon's documentation calls it. Without a version Helm would take the newest chart (S44). */
export function helmUpgrade(operator: OperatorFacts | null | undefined, setting?: string): string {
  return [
    ...["helm", "upgrade", "seldon-core", "seldon-core-operator"],
    ...["--repo", "https://storage.googleapis.com/seldon-charts"],
    ...["--version", (operator && versionOf(operator)) ?? "1.17.1"],
    ...["--namespace", operator?.namespace ?? "seldon-system", "--reuse-values"],
    ...(setting === undefined ? [] : ["--set", setting]),
  ]
    .map(quoteForShell)
    .join(" ");
}
