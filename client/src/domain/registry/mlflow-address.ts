// Addresses by which MLflow's own tools name models and artifacts, and which Seldon does not know (S06).

export type MlflowAddress =
  /** `models:/churn/3` */
  | { readonly kind: "version"; readonly model: string; readonly version: string }
  /** `models:/churn@champion` */
  | { readonly kind: "alias"; readonly model: string; readonly alias: string }
  /** `models:/churn/Production`; without a stage `models:/churn/latest`, the newest of all. */
  | { readonly kind: "stage"; readonly model: string; readonly stage: string | undefined }
  /** `models:/m-…`, a model that MLflow 3 keeps outside of its run. */
  | { readonly kind: "logged-model"; readonly id: string }
  /** `runs:/…/model`; the path may be empty. */
  | { readonly kind: "run"; readonly run: string; readonly path: string }
  /** `mlflow-artifacts:/1/…/artifacts/model`, kept by the tracking server itself. */
  | { readonly kind: "proxied"; readonly path: string };

/** What an address stands for; undefined for everything that is none of MLflow's. */
export function addressOf(uri: string): MlflowAddress | undefined {
  const [, scheme, rest = ""] = /^(models|runs|mlflow-artifacts):\/+(.+)$/i.exec(uri.trim()) ?? [];
  switch (scheme?.toLowerCase()) {
    case "models":
      return modelAddress(rest);
    case "runs": {
      const [run = "", ...path] = rest.split("/").filter(step => step !== "");
      return run === "" ? undefined : { kind: "run", run, path: path.join("/") };
    }
    case "mlflow-artifacts": {
      // With two slashes a host stands before the path.
      const path = /^[^:]+:\/\/[^/]/.test(uri) ? rest.replace(/^[^/]*\/*/, "") : rest;
      return path === "" ? undefined : { kind: "proxied", path };
    }
    default:
      return undefined;
  }
}

function modelAddress(rest: string): MlflowAddress | undefined {
  const [, model, alias] = /^([^/@]+)@([^/@]+)$/.exec(rest) ?? [];
  if (model !== undefined && alias !== undefined) return { kind: "alias", model, alias };
  if (/^m-[\da-f]{32}$/.test(rest)) return { kind: "logged-model", id: rest };
  const [, name, last] = /^([^/@]+)\/([^/@]+)$/.exec(rest) ?? [];
  if (name === undefined || last === undefined) return undefined;
  if (/^\d+$/.test(last)) return { kind: "version", model: name, version: last };
  return { kind: "stage", model: name, stage: last.toLowerCase() === "latest" ? undefined : last };
}

/** Addresses that a text mentions, each once. A word of MLflow's is looked for, no YAML is read. */
export function addressesIn(text: string): readonly string[] {
  const found = text.match(/\b(?:models|runs|mlflow-artifacts):\/[^\s"'#,;}\])]+/g) ?? [];
  return [...new Set(found)].filter(uri => addressOf(uri) !== undefined);
}

/** The address of a version, or of an alias, as MLflow's tools take it. */
export function registryUri(model: string, at: { readonly version: string } | { readonly alias: string }): string {
  return "alias" in at ? `models:/${model}@${at.alias}` : `models:/${model}/${at.version}`;
}
