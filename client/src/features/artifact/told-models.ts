// What the language server was told of stores, manifest by manifest: a check of one deployment leaves what is known of the others.
import type { ArtifactsParams, CheckedModel } from "../../../../schemas/src/index.ts";
import type { ModelCheck } from "../../domain/artifact/index.ts";

/** What came of checking the models of one deployment. */
export interface CheckedModels {
  readonly name: string;
  readonly namespace: string;
  /** Addresses of the manifests that it stands in. */
  readonly manifests: readonly string[];
  readonly checks: readonly ModelCheck[];
}

export class ToldModels {
  /** Manifest, deployment, models; the deployment that was checked last stands last. */
  readonly #known = new Map<string, Map<string, readonly CheckedModel[]>>();

  /** @returns what the server is to be told now, a message for each manifest that is concerned */
  take(checked: readonly CheckedModels[]): readonly ArtifactsParams[] {
    for (const { name, namespace, manifests, checks } of checked) {
      const key = `${namespace}/${name}`;
      const models = checks.flatMap(({ finding }) =>
        finding.kind === "seen" ? [{ ...finding.stored, namespace }] : [],
      );
      for (const manifest of manifests) {
        const deployments = this.#known.get(manifest) ?? new Map<string, readonly CheckedModel[]>();
        deployments.delete(key);
        deployments.set(key, models);
        this.#known.set(manifest, deployments);
      }
    }
    const concerned = new Set(checked.flatMap(({ manifests }) => manifests));
    return [...concerned].map(uri => ({ uri, models: newestFirst(this.#known.get(uri)) }));
  }

  /** @returns what the server is to be told so that it forgets all of it */
  forget(): readonly ArtifactsParams[] {
    const uris = [...this.#known.keys()];
    this.#known.clear();
    return uris.map(uri => ({ uri, models: [] }));
  }
}

/** Several units and deployments may name the same model. */
function newestFirst(deployments: ReadonlyMap<string, readonly CheckedModel[]> | undefined): CheckedModel[] {
  const models = new Map<string, CheckedModel>();
  for (const model of [...(deployments?.values() ?? [])].reverse().flat()) {
    const key = JSON.stringify([model.uri, model.secret, model.namespace]);
    if (!models.has(key)) models.set(key, model);
  }
  return [...models.values()];
}
