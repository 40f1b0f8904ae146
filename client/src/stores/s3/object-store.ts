// An S3 store through the eyes of a reader: lists, looks at and reads objects, each within limits of time and size.
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsCommandOutput,
  type ListObjectsV2CommandOutput,
} from "@aws-sdk/client-s3";
import type { S3Plan, StoredObject, StoreFailure } from "../../domain/store/index.ts";
import { createClient, type Detour } from "./client.ts";
import { cancelled, failureOf, noParts, notAStore } from "./failure.ts";

export interface StoreOptions {
  /** A forward to the Service that the endpoint names; else the endpoint itself is asked. */
  readonly via?: Detour | undefined;
  /** Milliseconds for each request; 15 s unless told. */
  readonly patience?: number;
  /** Ends all requests. */
  readonly signal?: AbortSignal | undefined;
}

/** Its calls answer with a failure and do not reject. Nothing in an answer is a value of the Secret. */
export interface ObjectStore {
  list(options?: ListOptions): Promise<Listing | StoreFailure>;
  head(key: string, signal?: AbortSignal): Promise<FoundObject | StoreFailure>;
  read(key: string, options: ReadOptions): Promise<ReadObject | StoreFailure>;
  close(): void;
}

export interface ListOptions {
  /** Keys begin so; those below the plan's folder unless told. */
  readonly prefix?: string;
  /** `/`: only one level, with the folders in it. */
  readonly delimiter?: "/";
  /** Objects and folders at most; 1,000 unless told. */
  readonly limit?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ListedObject extends StoredObject {
  /** The whole key; `path` is what follows the prefix. */
  readonly key: string;
  /** RFC 3339. */
  readonly modified?: string;
}

export interface Listing {
  readonly kind: "listed";
  readonly files: readonly ListedObject[];
  /** What follows the prefix, without the slash at the end. */
  readonly folders: readonly string[];
  readonly isComplete: boolean;
}

export interface FoundObject {
  readonly kind: "object";
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

export interface ReadOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ReadObject {
  readonly kind: "read";
  /** The first ones, where there are more than were asked for. */
  readonly bytes: Uint8Array;
  /** Of the object. */
  readonly size: number;
  readonly isWhole: boolean;
}

const PATIENCE = 15_000;
const MOST_OBJECTS = 1000;
const PAGE = 1000;

/** Contacts nobody yet. */
export function openStore(plan: S3Plan, { via, patience = PATIENCE, signal }: StoreOptions = {}): ObjectStore {
  const client = createClient(plan, via);
  const attempt = async <Answer>(
    own: AbortSignal | undefined,
    isBucket: boolean,
    ask: (abortSignal: AbortSignal) => Promise<Answer | StoreFailure>,
  ): Promise<Answer | StoreFailure> => {
    const outer = [signal, own].filter(one => one !== undefined);
    try {
      const limits = AbortSignal.any([AbortSignal.timeout(patience), ...outer]);
      // The library heeds the signal until an answer begins, and not while it reads one.
      return await Promise.race([ask(limits), aborted(limits)]);
    } catch (error) {
      return outer.some(one => one.aborted) ? cancelled() : failureOf(error, isBucket);
    }
  };
  const Bucket = plan.bucket;

  const page = async (question: PageQuestion, own: AbortSignal | undefined): Promise<Page | StoreFailure> =>
    attempt(own, true, async abortSignal => {
      const { prefix, delimiter, most, after } = question;
      const common = {
        Bucket,
        Prefix: prefix,
        MaxKeys: most,
        ...(delimiter !== undefined && { Delimiter: delimiter }),
      };
      const output =
        plan.listVersion === 2
          ? await client.send(
              new ListObjectsV2Command({ ...common, ...(after !== undefined && { ContinuationToken: after }) }),
              { abortSignal },
            )
          : await client.send(new ListObjectsCommand({ ...common, ...(after !== undefined && { Marker: after }) }), {
              abortSignal,
            });
      return readPage(output, prefix);
    });

  return {
    async list({ prefix = folderOf(plan), delimiter, limit = MOST_OBJECTS, signal: own } = {}) {
      const files: ListedObject[] = [];
      const folders: string[] = [];
      let after: string | undefined;
      do {
        // One more than wanted tells whether there are more, also where the rest are only empty objects for folders.
        const most = Math.min(PAGE, limit - files.length - folders.length + 1);
        const answer = await page({ prefix, delimiter, most, after }, own);
        if (answer.kind === "failure") return answer;
        files.push(...answer.files);
        folders.push(...answer.folders);
        after = answer.next;
      } while (after !== undefined && files.length + folders.length <= limit);
      const isComplete = after === undefined && files.length + folders.length <= limit;
      const keptFiles = files.slice(0, limit);
      return { kind: "listed", files: keptFiles, folders: folders.slice(0, limit - keptFiles.length), isComplete };
    },
    async head(key, own) {
      return attempt(own, false, async abortSignal => {
        const output = await client.send(new HeadObjectCommand({ Bucket, Key: key }), { abortSignal });
        // A console answers every path with a page; objects of a store have a tag.
        const isPage = output.ETag === undefined && output.ContentType?.startsWith("text/html") === true;
        return isPage ? notAStore(200) : { kind: "object", key, size: output.ContentLength ?? 0 };
      });
    },
    async read(key, { maxBytes, signal: own }) {
      const answer = await attempt<ReadObject>(own, false, async abortSignal => {
        const input = { Bucket, Key: key, Range: `bytes=0-${Math.max(maxBytes, 1) - 1}` };
        const output = await client.send(new GetObjectCommand(input), { abortSignal });
        const size = sizeOf(output.ContentRange) ?? output.ContentLength ?? 0;
        // A store that does not know ranges would send all of it.
        if (output.ContentRange === undefined && size > maxBytes) {
          client.destroy();
          return noParts();
        }
        const bytes = (await output.Body?.transformToByteArray()) ?? new Uint8Array();
        return { kind: "read", bytes: bytes.subarray(0, maxBytes), size, isWhole: size <= maxBytes };
      });
      // An empty object has no first byte to ask for.
      return answer.kind === "failure" && answer.status === 416
        ? { kind: "read", bytes: new Uint8Array(), size: 0, isWhole: true }
        : answer;
    },
    close: () => client.destroy(),
  };
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("", "TimeoutError")), { once: true });
  });
}

/** Of `bytes 0-9/4096`; absent where a store has given the whole object in spite of the range. */
function sizeOf(range: string | undefined): number | undefined {
  const size = /\/(\d+)$/.exec(range ?? "")?.[1];
  return size === undefined ? undefined : Number(size);
}

/** The prefix of all keys below the plan's folder. */
function folderOf({ prefix }: S3Plan): string {
  return prefix === "" ? "" : `${prefix}/`;
}

interface PageQuestion {
  readonly prefix: string;
  readonly delimiter: "/" | undefined;
  readonly most: number;
  readonly after: string | undefined;
}

interface Page {
  readonly kind: "page";
  readonly files: readonly ListedObject[];
  readonly folders: readonly string[];
  /** With which the next page begins. */
  readonly next: string | undefined;
}

function readPage(output: ListObjectsV2CommandOutput | ListObjectsCommandOutput, prefix: string): Page | StoreFailure {
  // Any page of a web server is a list to the parser, one in which nothing is said.
  if (output.IsTruncated === undefined && output.Name === undefined && output.Contents === undefined)
    return notAStore(200);
  const contents = output.Contents ?? [];
  const files = contents.flatMap(({ Key = "", Size = 0, LastModified }) => {
    const isFolder = Size === 0 && (Key.endsWith("/") || Key === prefix);
    const modified = LastModified === undefined ? {} : { modified: LastModified.toISOString() };
    return isFolder ? [] : [{ key: Key, path: Key.slice(prefix.length), size: Size, ...modified }];
  });
  const folders = (output.CommonPrefixes ?? []).map(({ Prefix = "" }) =>
    Prefix.slice(prefix.length).replace(/\/$/, ""),
  );
  return { kind: "page", files, folders, next: output.IsTruncated === true ? nextOf(output) : undefined };
}

/** The first version repeats the last key only where there is a delimiter. */
function nextOf(output: ListObjectsV2CommandOutput | ListObjectsCommandOutput): string | undefined {
  if ("NextContinuationToken" in output) return output.NextContinuationToken;
  return "NextMarker" in output && output.NextMarker !== undefined ? output.NextMarker : output.Contents?.at(-1)?.Key;
}
