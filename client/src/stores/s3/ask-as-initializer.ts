// The requests that rclone would begin with, so that its end can be told from the answers.
import type { S3Plan, StoreAnswer } from "../../domain/store/index.ts";
import type { ObjectStore } from "./object-store.ts";

export interface AskOptions {
  /** Files that are counted at most; 1,000 unless told. */
  readonly limit?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks whether the address is an object, then what lies below it, then for the first byte of a file, since a key may be
 * allowed to list and not to read. Writes nothing.
 */
export async function askAsInitializer(
  store: ObjectStore,
  plan: S3Plan,
  options: AskOptions = {},
): Promise<StoreAnswer> {
  const { limit, signal } = options;
  if (plan.prefix !== "" && !plan.isFolderOnly) {
    const object = await store.head(plan.prefix, signal);
    if (object.kind === "object") {
      const refusal = await firstByte(store, object.key, signal);
      return refusal ?? { kind: "file", name: plan.prefix.split("/").at(-1) ?? plan.prefix, size: object.size };
    }
    // What the store says of an object that is not there does not stop rclone; what says that there is no store does.
    if (!["object-missing", "bucket-missing", "rejected"].includes(object.reason)) return object;
  }
  const listing = await store.list({ ...(limit !== undefined && { limit }), signal });
  if (listing.kind === "failure") return listing;
  // Folders without a name end rclone's walk: what lies in them is not copied [ran].
  const files = listing.files.filter(({ path }) => !/^\/|\/\//.test(path));
  const first = files.find(file => file.size > 0);
  const refusal = first && (await firstByte(store, first.key, signal));
  return refusal ?? { kind: "listed", files, isComplete: listing.isComplete };
}

async function firstByte(
  store: ObjectStore,
  key: string,
  signal: AbortSignal | undefined,
): Promise<StoreAnswer | undefined> {
  const answer = await store.read(key, { maxBytes: 1, signal });
  return answer.kind === "failure" ? answer : undefined;
}
