// The playground's object store as S3 clients see it: the same buckets and folders that the played rclone copies from.
import type { S3Content, S3Key } from "../../s3/index.ts";
import { bucketNames, filesAt, hasBucket, secretOf } from "./object-store.ts";

export const storeContent: S3Content = {
  buckets: () => bucketNames(),
  hasBucket: name => hasBucket(name, false),
  objects(bucket, prefix) {
    const folder = prefix.replace(/\/+$/, "");
    const own = fileAt(bucket, folder);
    if (own !== undefined) return folder === prefix ? [{ key: folder, size: Buffer.byteLength(own) }] : [];
    return filesAt(bucket, folder).map(({ path, text }) => ({
      key: folder === "" ? path : `${folder}/${path}`,
      size: Buffer.byteLength(text),
    }));
  },
  read(bucket, key) {
    const text = fileAt(bucket, key);
    return text === undefined ? undefined : Buffer.from(text);
  },
};

export function storeKey(id: string): S3Key | undefined {
  const secret = secretOf(id);
  return secret === undefined ? undefined : { id, secret };
}

/** A path that names one file is answered with that file under its own name. */
function fileAt(bucket: string, path: string): string | undefined {
  const [file, ...others] = path === "" ? [] : filesAt(bucket, path);
  const name = path.split("/").at(-1);
  return others.length === 0 && file?.path === name ? file?.text : undefined;
}
