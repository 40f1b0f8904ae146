// An MLflow server's registry, runs and artifacts, over its REST API 2.0 (its documentation: "REST API", MLflow 2.x and 3.x).
import * as l10n from "@vscode/l10n";
import { createAsk, type AskOptions, type Question } from "./ask.ts";
import { mlflowError } from "./mlflow-error.ts";
import {
  field,
  list,
  loggedModel,
  modelRun,
  modelVersion,
  number,
  registeredModel,
  text,
  type LoggedModel,
  type ModelRun,
  type ModelVersion,
  type RegisteredModel,
} from "./read.ts";

/** A page's items, and whether the limit has cut more off. */
interface Listing<T> {
  readonly items: readonly T[];
  readonly isComplete: boolean;
}

interface ArtifactFile {
  /** From the run's artifact folder on. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for folders. */
  readonly size: number;
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Items at most. */
  readonly limit?: number;
}

/** All methods reject with an MlflowError, or with the signal's reason. */
export interface MlflowStore {
  /** By name. */
  models(options?: CallOptions): Promise<Listing<RegisteredModel>>;
  /** The newest first. */
  versions(model: string, options?: CallOptions): Promise<Listing<ModelVersion>>;
  version(model: string, version: string, options?: CallOptions): Promise<ModelVersion>;
  versionByAlias(model: string, alias: string, options?: CallOptions): Promise<ModelVersion>;
  /** The newest version of a stage. @param stage such as `Production`, in any case; undefined for the newest of all stages */
  latestVersion(model: string, stage: string | undefined, options?: CallOptions): Promise<ModelVersion>;
  /** Where the artifacts of a version lie. */
  downloadUri(model: string, version: string, options?: CallOptions): Promise<string>;
  run(id: string, options?: CallOptions): Promise<ModelRun>;
  loggedModel(id: string, options?: CallOptions): Promise<LoggedModel>;
  /** What lies in a folder of a run's artifacts. */
  artifacts(run: string, path: string, options?: CallOptions): Promise<Listing<ArtifactFile>>;
}

/** Models and versions that are looked at, at most; more than a person scrolls through. */
const MOST = 10_000;
/** The API gives no more than 1,000 models at once. */
const PAGE = 500;

/**
 * Contacts nobody yet.
 * @param address such as `http://localhost:5000`, with a path where the server has one
 * @throws Error with a sentence for people, where it is none
 */
export function createMlflowStore(address: string, options: AskOptions = {}): MlflowStore {
  const ask = createAsk(address, options);
  const pages = async <T>(turn: PageTurn<T>, { signal, limit = MOST }: CallOptions = {}): Promise<Listing<T>> => {
    const items: T[] = [];
    for (let token: string | undefined; ;) {
      const answer = await ask({ ...turn.question(token), signal });
      items.push(...list(answer, turn.items).flatMap(item => turn.read(item) ?? []));
      const next = text(answer, "next_page_token");
      if (items.length >= limit)
        return { items: items.slice(0, limit), isComplete: next === "" && items.length === limit };
      // A server that gives the same token again would be asked forever.
      if (next === "" || next === token) return { items, isComplete: true };
      token = next;
    }
  };
  const get = (path: string, parameters: Question["parameters"], signal: AbortSignal | undefined): Promise<unknown> =>
    ask({ method: "GET", path, parameters, signal });

  return {
    models: options =>
      pages(
        {
          items: "registered_models",
          read: registeredModel,
          question: token => paged("registered-models/search", { order_by: ["name ASC"] }, token),
        },
        options,
      ),
    versions: async (model, options) => {
      const filter = `name=${quoted(model)}`;
      const { items, isComplete } = await pages(
        {
          items: "model_versions",
          read: modelVersion,
          question: token => paged("model-versions/search", { filter, order_by: ["version_number DESC"] }, token),
        },
        options,
      );
      return { items: items.toSorted((a, b) => Number(b.version) - Number(a.version)), isComplete };
    },
    version: async (name, version, { signal } = {}) =>
      expected(modelVersion(field(await get("model-versions/get", { name, version }, signal), "model_version"))),
    versionByAlias: async (name, alias, { signal } = {}) =>
      expected(modelVersion(field(await get("registered-models/alias", { name, alias }, signal), "model_version"))),
    latestVersion: async (name, stage, { signal } = {}) => {
      const answer = await ask({
        ...{ method: "POST", path: "registered-models/get-latest-versions", signal },
        parameters: { name, stages: stage === undefined ? undefined : [stage] },
      });
      const versions = list(answer, "model_versions").flatMap(item => modelVersion(item) ?? []);
      const [newest] = versions.toSorted((a, b) => Number(b.version) - Number(a.version));
      if (newest) return newest;
      throw mlflowError(
        "not-found",
        stage === undefined ? l10n.t`${name} has no version` : l10n.t`${name} has no version in stage ${stage}`,
      );
    },
    downloadUri: async (name, version, { signal } = {}) =>
      expected(
        text(await get("model-versions/get-download-uri", { name, version }, signal), "artifact_uri") || undefined,
      ),
    run: async (id, { signal } = {}) => expected(modelRun(field(await get("runs/get", { run_id: id }, signal), "run"))),
    loggedModel: async (id, { signal } = {}) =>
      expected(loggedModel(field(await get(`logged-models/${encodeURIComponent(id)}`, {}, signal), "model"))),
    artifacts: (run, path, options) =>
      pages(
        {
          items: "files",
          read: artifactFile,
          question: token => ({
            ...{ method: "GET", path: "artifacts/list" },
            parameters: { run_id: run, path: path === "" ? undefined : path, page_token: token },
          }),
        },
        options,
      ),
  };
}

interface PageTurn<T> {
  /** The field of the answer with the items. */
  readonly items: string;
  read(item: unknown): T | undefined;
  question(token: string | undefined): Question;
}

function paged(path: string, parameters: Question["parameters"], token: string | undefined): Question {
  return { method: "GET", path, parameters: { ...parameters, max_results: PAGE, page_token: token } };
}

/** MLflow's filters have no escapes; a name with one kind of quote goes between the other. */
function quoted(name: string): string {
  return name.includes("'") ? `"${name}"` : `'${name}'`;
}

function artifactFile(value: unknown): ArtifactFile | undefined {
  const path = text(value, "path");
  if (path === "") return undefined;
  return { path, isFolder: field(value, "is_dir") === true, size: number(value, "file_size") };
}

function expected<T>(value: T | undefined): T {
  if (value === undefined)
    throw mlflowError("not-mlflow", l10n.t("The answer of the MLflow server lacks what its API promises"));
  return value;
}
