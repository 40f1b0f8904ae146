// What goes with what, for a cluster that has no Seldon yet: Kubernetes versions and the chart's lines per ingress.
import * as l10n from "@vscode/l10n";

/** A row of Seldon's own table (seldon-facts §9.1, S44). */
export interface CompatibilityRow {
  /** Minor versions of Seldon Core. */
  readonly seldon: readonly string[];
  /** The least and the greatest minor version of Kubernetes 1.x that the table names; `null` where it ends open. */
  readonly kubernetes: readonly [least: number, greatest: number | null];
}

/**
 * Seldon's documentation ends with 1.16, tested up to 1.26; for 1.17 it repeats only that 1.23 is the least. For 1.18
 * the catalogue says the same (failure-modes §0.1: "1.16+ need ≥ 1.23").
 */
export const KUBERNETES_COMPATIBILITY: readonly CompatibilityRow[] = [
  { seldon: ["1.11"], kubernetes: [21, 21] },
  { seldon: ["1.12", "1.13", "1.14", "1.15"], kubernetes: [21, 24] },
  { seldon: ["1.16"], kubernetes: [23, 26] },
  { seldon: ["1.17", "1.18"], kubernetes: [23, null] },
];

export type Compatibility =
  | { readonly verdict: "fits" }
  | { readonly verdict: "too-old" | "too-new"; readonly range: string }
  /** The table does not say. */
  | { readonly verdict: "unknown" };

/**
 * @param seldon such as `1.17.1` or an image tag
 * @param kubernetes as the server says it, such as `v1.27.3` or `1.27+`
 */
export function compatibility(seldon: string, kubernetes: string): Compatibility {
  const release = /^v?(1\.\d+)/.exec(seldon)?.[1];
  const minor = Number(/^v?1\.(\d+)/.exec(kubernetes)?.[1] ?? NaN);
  const row = KUBERNETES_COMPATIBILITY.find(
    ({ seldon: releases }) => release !== undefined && releases.includes(release),
  );
  if (!row || Number.isNaN(minor)) return { verdict: "unknown" };
  const [least, greatest] = row.kubernetes;
  if (minor < least) return { verdict: "too-old", range: rangeWords(row) };
  if (greatest !== null && minor > greatest) return { verdict: "too-new", range: rangeWords(row) };
  return { verdict: "fits" };
}

/** `Kubernetes 1.21 to 1.24`, `Kubernetes 1.23 or later`. */
export function rangeWords({ kubernetes: [least, greatest] }: CompatibilityRow): string {
  if (greatest === null) return l10n.t`Kubernetes 1.${least} or later`;
  return greatest === least ? l10n.t`Kubernetes 1.${least}` : l10n.t`Kubernetes 1.${least} to 1.${greatest}`;
}

export type Ingress = "istio" | "ambassador" | "none";

/**
 * The flag has to name the ingress that the cluster has: with a flag whose kinds are missing the operator crashes, with
 * none it makes no routes (S41, S42). Both are off in the chart (seldon-facts §5.5, §5.6).
 */
const INGRESS_FLAGS: Readonly<Record<Ingress, readonly string[]>> = {
  istio: ["--set", "istio.enabled=true"],
  ambassador: ["--set", "ambassador.enabled=true"],
  none: [],
};

/** The release whose facts we know best; a line without a version would install the newest chart (S44). */
const CHART_VERSION = "1.17.1";

/** Seldon's namespace for the operator (seldon-facts §3.1). */
const OPERATOR_NAMESPACE = "seldon-system";

/** The words of the Helm command that installs the operator for an ingress; one argument each. */
export function helmInstall(ingress: Ingress): string[] {
  return [
    ...["helm", "install", "seldon-core", "seldon-core-operator"],
    ...["--repo", "https://storage.googleapis.com/seldon-charts", "--version", CHART_VERSION],
    ...["--namespace", OPERATOR_NAMESPACE, "--create-namespace", ...INGRESS_FLAGS[ingress]],
  ];
}
