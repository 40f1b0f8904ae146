// What an S3 store holds: buckets with objects, in memory or wherever somebody else finds them.
import { createHash } from "node:crypto";

export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

export interface S3Content {
  buckets(): readonly string[];
  hasBucket(name: string): boolean;
  /** All objects whose keys begin so, in any order. */
  objects(bucket: string, prefix: string): readonly StoredObject[];
  read(bucket: string, key: string): Uint8Array | undefined;
  /** Absent in a store that cannot be written to. */
  readonly write?: (bucket: string, key: string, bytes: Uint8Array) => void;
  readonly remove?: (bucket: string, key: string) => void;
}

/** @param buckets the objects of each bucket by key, as text */
export function memoryContent(buckets: Readonly<Record<string, Readonly<Record<string, string>>>>): S3Content {
  const held = new Map(
    Object.entries(buckets).map(([name, objects]) => [
      name,
      new Map<string, Uint8Array>(Object.entries(objects).map(([key, text]) => [key, Buffer.from(text)])),
    ]),
  );
  return {
    buckets: () => [...held.keys()],
    hasBucket: name => held.has(name),
    objects(bucket, prefix) {
      const all = Array.from(held.get(bucket) ?? [], ([key, bytes]) => ({ key, size: bytes.length }));
      return all.filter(({ key }) => key.startsWith(prefix));
    },
    read: (bucket, key) => held.get(bucket)?.get(key),
    write: (bucket, key, bytes) => void held.get(bucket)?.set(key, bytes),
    remove: (bucket, key) => void held.get(bucket)?.delete(key),
  };
}

/** By which clients see whether they have an object already: MD5, as of every object that came in one piece. */
export function entityTag(bytes: Uint8Array): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}
