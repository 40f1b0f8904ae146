// What the view Models has asked of the registry: each thing once, until it is refreshed.
import { modelFacts } from "../../domain/registry/index.ts";
import { locateVersion, type ModelRun, type ModelVersion, type RegisteredModel } from "../../live/registry/index.ts";
import type { VersionDetails } from "./model-rows.ts";
import type { RegistryConnection } from "./registry-connection.ts";

/** Versions that are shown of a model, the newest ones. */
const MOST_VERSIONS = 500;

type Connection = Pick<RegistryConnection, "open" | "destination">;

export class ModelsSource {
  readonly #connection: Connection;
  readonly #versions = new Map<string, Promise<readonly ModelVersion[]>>();
  readonly #details = new Map<string, Promise<VersionDetails>>();
  readonly #models = new Map<"all", Promise<readonly RegisteredModel[]>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  forget(): void {
    this.#models.clear();
    this.#versions.clear();
    this.#details.clear();
  }

  models(): Promise<readonly RegisteredModel[]> {
    return kept(this.#models, "all", async () => {
      const { store } = await this.#connection.open();
      return (await store.models()).items;
    });
  }

  versions(model: string): Promise<readonly ModelVersion[]> {
    return kept(this.#versions, model, async () => {
      const { store } = await this.#connection.open();
      return (await store.versions(model, { limit: MOST_VERSIONS })).items;
    });
  }

  /** A version whose run is gone, or may not be seen, has no metrics. */
  details(version: ModelVersion): Promise<VersionDetails> {
    return kept(this.#details, `${version.name}/${version.version}`, async () => {
      const { store } = await this.#connection.open();
      const { destination } = this.#connection;
      const noRun = (): undefined => undefined;
      const [artifactUri, run] = await Promise.all([
        locateVersion(store, version, { destination }),
        version.runId === "" ? undefined : store.run(version.runId).catch(noRun),
      ]);
      return { artifactUri, run, facts: run && modelFacts(run.tags, pathInRun(version, run)) };
    });
  }
}

/** What the model was logged under, such as `model`. */
function pathInRun({ source }: ModelVersion, { artifactUri }: ModelRun): string {
  const start = `${artifactUri.replace(/\/+$/, "")}/`;
  return source.startsWith(start) ? source.slice(start.length).replace(/\/+$/, "") : (source.split("/").at(-1) ?? "");
}

/** What failed is asked again the next time. */
function kept<K, T>(known: Map<K, Promise<T>>, key: K, ask: () => Promise<T>): Promise<T> {
  const found = known.get(key);
  if (found) return found;
  const asked = ask();
  known.set(key, asked);
  // Meanwhile it may have been refreshed.
  asked.catch(() => known.get(key) === asked && known.delete(key));
  return asked;
}
