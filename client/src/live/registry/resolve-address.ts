// What an address inside MLflow stands for at the moment: the registry is asked, and the answer is plain data (S06).
import type { RegistryAddress } from "../../../../schemas/src/index.ts";
import { addressOf, atDestination, type MlflowAddress } from "../../domain/registry/index.ts";
import { isMlflowError, type MlflowStore, type ModelVersion } from "../../stores/mlflow/index.ts";

export interface ResolveOptions {
  /** What the server's `--artifacts-destination` says, where it hands out artifacts itself; empty where that is not known. */
  readonly destination: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks for one address. What the server does not have is an answer as well.
 * @throws MlflowError of every other kind
 */
export async function resolveAddress(
  store: MlflowStore,
  uri: string,
  options: ResolveOptions,
): Promise<RegistryAddress | undefined> {
  const address = addressOf(uri);
  if (!address) return undefined;
  try {
    const { artifactUri, version } = await located(store, address, options);
    return {
      uri,
      artifactUri: atDestination(artifactUri, options.destination),
      ...(version !== undefined && { version }),
    };
  } catch (error) {
    if (isMlflowError(error) && error.reason === "not-found") return { uri, isMissing: true };
    throw error;
  }
}

export interface ResolvedAddresses {
  /** By the address that was asked for. */
  readonly answers: ReadonlyMap<string, RegistryAddress>;
  /** What kept the others from being answered. */
  readonly failures: readonly unknown[];
}

/**
 * Asks for one address after the other. What the server refuses of one says nothing about the next; where it lets nobody in, or is
 * not there, the rest is not asked. Never rejects.
 */
export async function resolveAddresses(
  store: MlflowStore,
  uris: readonly string[],
  options: ResolveOptions,
): Promise<ResolvedAddresses> {
  const answers = new Map<string, RegistryAddress>();
  const failures: unknown[] = [];
  for (const uri of uris) {
    try {
      const address = await resolveAddress(store, uri, options);
      if (address) answers.set(uri, address);
    } catch (error) {
      failures.push(error);
      if (!isMlflowError(error) || GENERAL.has(error.reason)) break;
    }
  }
  return { answers, failures };
}

/** What the next question would meet, too. */
const GENERAL: ReadonlySet<string> = new Set(["unreachable", "timeout", "unauthorized"]);

/** Where a version's artifacts lie. */
export async function locateVersion(
  store: MlflowStore,
  { name, version }: Pick<ModelVersion, "name" | "version">,
  options: ResolveOptions,
): Promise<string> {
  const { artifactUri } = await located(store, { kind: "version", model: name, version }, options);
  return atDestination(artifactUri, options.destination);
}

interface Located {
  readonly artifactUri: string;
  readonly version?: string;
}

async function located(store: MlflowStore, address: MlflowAddress, options: ResolveOptions): Promise<Located> {
  switch (address.kind) {
    case "proxied":
      return { artifactUri: `mlflow-artifacts:/${address.path}` };
    case "run":
      return { artifactUri: await ofRun(store, address.run, address.path, options) };
    case "logged-model":
      return { artifactUri: (await store.loggedModel(address.id, options)).artifactUri };
    case "version":
      return await ofVersion(store, address.model, address.version, options);
    case "alias": {
      const { version } = await store.versionByAlias(address.model, address.alias, options);
      return await ofVersion(store, address.model, version, options);
    }
    case "stage": {
      const { version } = await store.latestVersion(address.model, address.stage, options);
      return await ofVersion(store, address.model, version, options);
    }
  }
}

/** A version may have been registered from an address that is inside MLflow as well; one step leads out of it. */
async function ofVersion(
  store: MlflowStore,
  model: string,
  version: string,
  options: ResolveOptions,
): Promise<Located> {
  const artifactUri = await store.downloadUri(model, version, options);
  const inside = addressOf(artifactUri);
  if (inside?.kind !== "logged-model" && inside?.kind !== "run") return { artifactUri, version };
  return { ...(await located(store, inside, options)), version };
}

/** MLflow 3 keeps models outside of the run that logged them; the run tells which ones. */
async function ofRun(store: MlflowStore, id: string, path: string, options: ResolveOptions): Promise<string> {
  const run = await store.run(id, options);
  const inRun = `${run.artifactUri.replace(/\/+$/, "")}${path === "" ? "" : `/${path}`}`;
  if (path === "" || run.outputModelIds.length === 0) return inRun;
  const { items } = await store.artifacts(id, path, options);
  if (items.length > 0) return inRun;
  for (const modelId of run.outputModelIds) {
    const model = await store.loggedModel(modelId, options);
    if (model.name === path) return model.artifactUri;
  }
  return inRun;
}
