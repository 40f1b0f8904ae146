// What the playground's object stores hold: buckets, and in them folders of model artifacts.
import {
  explainerFolder,
  huggingFaceFolder,
  mlflowSklearnFolder,
  mlflowXgboostFolder,
  sklearnFolder,
  tensorflowFolder,
  tritonRepository,
  xgboostFolder,
  type MlModelFlaw,
  type StoredFile,
} from "./artifacts.ts";

export type { StoredFile } from "./artifacts.ts";

/** Where the playground's MinIO answers: the Service `minio` in the namespace `minio`. */
export const MINIO = { service: "minio", namespace: "minio", port: 9000, consolePort: 9001 };

/**
 * Key pairs the store knows: the ones of seed 000, MinIO's own defaults, and the placeholders that the examples and
 * snippets come with, so that they work here as they are.
 */
const KEY_PAIRS: ReadonlyMap<string, string> = new Map([
  ["minioadmin", "minioadmin123"],
  ["minio", "minio123"],
  ["change-me", "change-me"],
  ["access-key", "secret-key"],
]);

/** What the store says of a key pair (S3's error codes, failure-modes F12). */
export function checkKeys(id: string, secret: string): "ok" | "InvalidAccessKeyId" | "SignatureDoesNotMatch" {
  const known = KEY_PAIRS.get(id);
  if (known === undefined) return "InvalidAccessKeyId";
  return known === secret ? "ok" : "SignatureDoesNotMatch";
}

/** The secret key that belongs to an id; undefined for ids that the store does not know. */
export function secretOf(id: string): string | undefined {
  return KEY_PAIRS.get(id);
}

/** Buckets that anybody may read, with no key. */
const PUBLIC_BUCKETS: ReadonlySet<string> = new Set(["seldon-models", "kfserving-samples", "kfserving-examples"]);

/** Buckets that need a key. */
const PRIVATE_BUCKETS: ReadonlySet<string> = new Set(["mlflow-artifacts", "models", "sklearn", "my-bucket"]);

/** Which buckets exist for a caller: the public ones for `anonymous`, all of them with a key. */
export function hasBucket(bucket: string, isAnonymous: boolean): boolean {
  return PUBLIC_BUCKETS.has(bucket) || (!isAnonymous && PRIVATE_BUCKETS.has(bucket));
}

/** The buckets that a key opens. */
export function bucketNames(): readonly string[] {
  return [...PRIVATE_BUCKETS, ...PUBLIC_BUCKETS];
}

/**
 * The files below a path of a bucket, with paths relative to it; for the path of one file that file under its own name.
 * An unknown path has none: object stores have no folders (failure-modes F01).
 */
export function filesAt(bucket: string, path: string): StoredFile[] {
  const wanted = path.replace(/^\/+|\/+$/g, "");
  for (const folder of foldersAround(bucket, wanted)) {
    const files = folderFiles(bucket, folder).map(file => ({
      ...file,
      path: folder === "" ? file.path : `${folder}/${file.path}`,
    }));
    const exact = files.find(file => file.path === wanted);
    if (exact !== undefined) return [{ ...exact, path: wanted.split("/").at(-1) ?? wanted }];
    const below = files.filter(file => wanted === "" || file.path.startsWith(`${wanted}/`));
    if (below.length > 0)
      return below.map(file => ({ ...file, path: wanted === "" ? file.path : file.path.slice(wanted.length + 1) }));
  }
  return [];
}

/** Model folders that may hold a path, or lie below it. */
function foldersAround(bucket: string, path: string): string[] {
  const segments = path.split("/");
  const above = segments.map((_, index) => segments.slice(0, segments.length - index).join("/"));
  if (bucket !== "mlflow-artifacts") return above;
  const run = /^\d+\/[0-9a-f]{32}(\/artifacts)?$/.exec(path);
  return run === null ? above : [`${path}${run[1] === undefined ? "/artifacts" : ""}/model`];
}

/** Paths that name a file, so that no folder is taken for one (failure-modes F26). */
const FILE = /\/(?:MLmodel|[^/]*\.(?:joblib|pkl|bst|xgb|json|yaml|txt|pb|pbtxt|dill|bin|h5|onnx|zip|gz))$/;

/** The files of a model folder; none where the path is no model folder. */
function folderFiles(bucket: string, path: string): StoredFile[] {
  if (/does-not-exist|missing|empty/.test(path) || FILE.test(path)) return [];
  if (bucket === "mlflow-artifacts") return runFiles(path);
  const seed = `${bucket}/${path}`;
  if (bucket === "my-bucket") return /^my-model\/\d+$/.test(path) ? sklearnFolder(seed) : [];
  if (path.startsWith("churn")) return /^churn\/[^/]+$/.test(path) ? mlflowXgboostFolder(seed) : [];
  if (/explainer|anchor|shap/.test(path)) return explainerFolder();
  const kind = kindOf(bucket === "sklearn" ? `sklearn/${path}` : path);
  return kind === undefined ? [] : (FOLDERS.get(kind)?.(seed) ?? []);
}

/**
 * The kind of model that a path names, where the name of a model follows: `v1.17.1/sklearn/iris`, `sklearn_iris`. The model's
 * name may be any, so that no list of Seldon's samples can grow stale.
 */
function kindOf(path: string): string | undefined {
  const words = path.split(/[/_-]/);
  return words.find((word, index) => FOLDERS.has(word) && index < words.length - 1);
}

const FOLDERS: ReadonlyMap<string, (seed: string) => StoredFile[]> = new Map([
  ["mlflow", mlflowSklearnFolder],
  ["sklearn", sklearnFolder],
  ["xgboost", xgboostFolder],
  ["tfserving", tensorflowFolder],
  ["tensorflow", tensorflowFolder],
  ["keras", tensorflowFolder],
  ["triton", tritonRepository],
  ["trtis", tritonRepository],
  ["huggingface", huggingFaceFolder],
]);

/** Experiments whose MLmodel is flawed. */
const FLAWS: Readonly<Record<string, MlModelFlaw>> = { "5": "dedented", "6": "other-flavor", "7": "no-conda" };

/** `<experiment>/<run id>/artifacts/<name>`, as MLflow lays out runs. Experiment 4 logged its model with a signature. */
function runFiles(path: string): StoredFile[] {
  const run = /^(\d+)\/[0-9a-f]{32}\/artifacts\/[\w.-]+$/.exec(path);
  if (run === null) return [];
  const [, experiment = ""] = run;
  return experiment === "1"
    ? mlflowSklearnFolder(path)
    : mlflowXgboostFolder(path, experiment === "4", FLAWS[experiment]);
}
