// What a store holds under a model URI: the files, the texts that tell of the model, and what there is instead. Bounded.
import type { CheckedModel, StoredText } from "../../../../schemas/src/index.ts";
import { foldersAbove, lacksModel, MOST_TEXT, tellingFiles } from "../../domain/artifact/index.ts";
import { predictInitializer, type S3Plan, type StoreAnswer } from "../../domain/store/index.ts";
import type { ModelFinding } from "../../domain/artifact/index.ts";
import type { ObjectStore } from "../../stores/s3/index.ts";

/** Files of a folder that are looked at. */
const MOST_FILES = 1000;

/** Folders above that are tried, until one holds something. */
const MOST_FOLDERS = 5;

const IS_PARTIAL: Pick<CheckedModel, "isPartial"> = { isPartial: true };

export interface Question {
  readonly modelUri: string;
  readonly secret: string | undefined;
}

/** @param answer as the initializer gets it */
export async function lookIntoStore(
  store: ObjectStore,
  plan: S3Plan,
  { modelUri, secret }: Question,
  answer: StoreAnswer,
  signal: AbortSignal | undefined,
): Promise<ModelFinding> {
  const outcome = predictInitializer(plan, answer);
  const asked = { uri: modelUri, ...(secret !== undefined && { secret }) };
  switch (answer.kind) {
    case "failure":
      return answer.reason === "bucket-missing"
        ? { kind: "seen", stored: { ...asked, seen: "no-bucket", files: [], texts: [] }, outcome }
        : { kind: "refused", failure: answer, outcome };
    case "file": {
      const around = await folderAround(store, plan, modelUri, signal);
      const files = [{ path: answer.name, size: answer.size }];
      return { kind: "seen", stored: { ...asked, seen: "file", files, ...around, texts: [] }, outcome };
    }
    case "listed": {
      const files = answer.files.map(({ path, size }) => ({ path, size }));
      const around = lacksModel(files) ? await folderAround(store, plan, modelUri, signal) : {};
      const seen = files.length === 0 && answer.isComplete ? "nothing" : "folder";
      const isPartial = !answer.isComplete && IS_PARTIAL;
      const texts = await readTexts(store, plan, files, signal);
      return { kind: "seen", stored: { ...asked, seen, files, ...isPartial, ...around, texts }, outcome };
    }
  }
}

/** The nearest folder above that holds anything. */
async function folderAround(
  store: ObjectStore,
  plan: S3Plan,
  modelUri: string,
  signal: AbortSignal | undefined,
): Promise<Pick<CheckedModel, "around">> {
  for (const { uri, prefix } of foldersAbove(modelUri, plan.prefix).slice(0, MOST_FOLDERS)) {
    const listed = await store.list({ prefix: prefix === "" ? "" : `${prefix}/`, limit: MOST_FILES, signal });
    // Who may list one prefix need not be allowed to list another.
    if (listed.kind !== "listed") return {};
    if (listed.files.length === 0) continue;
    return { around: { uri, files: listed.files.map(({ path, size }) => ({ path, size })) } };
  }
  return {};
}

/** One that cannot be read tells nothing, and is no reason to fail. */
async function readTexts(
  store: ObjectStore,
  plan: S3Plan,
  files: CheckedModel["files"],
  signal: AbortSignal | undefined,
): Promise<StoredText[]> {
  const read = tellingFiles(files).map(async ({ path }): Promise<StoredText[]> => {
    const key = plan.prefix === "" ? path : `${plan.prefix}/${path}`;
    const answer = await store.read(key, { maxBytes: MOST_TEXT, signal });
    if (answer.kind !== "read" || !answer.isWhole) return [];
    return [{ path, text: new TextDecoder().decode(answer.bytes) }];
  });
  return (await Promise.all(read)).flat();
}
