// Lists of a bucket, both versions of the request: prefixes, folders, pages, and names encoded on demand.
import { entityTag, type S3Content, type StoredObject } from "./content.ts";
import type { S3Request } from "./request.ts";
import { s3Error, type S3Error } from "./s3-error.ts";
import { element, type XmlElement } from "./xml.ts";

/** As many as S3 ever gives in one answer. */
const MOST_KEYS = 1000;

export interface ListQuestion {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly most: number;
  /** Names after this one only. */
  readonly after: string;
  readonly version: 1 | 2;
  readonly isEncoded: boolean;
  readonly token: string | undefined;
  readonly startAfter: string | undefined;
}

export function readListQuestion({ bucket, query }: S3Request): ListQuestion | S3Error {
  const read = (name: string): string | undefined => query.find(([given]) => given === name)?.[1];
  const encoding = read("encoding-type");
  if (encoding !== undefined && encoding !== "url")
    return s3Error("InvalidArgument", { message: "Invalid Encoding Method" });
  const most = read("max-keys") ?? String(MOST_KEYS);
  if (!/^\d{1,10}$/.test(most)) return s3Error("InvalidArgument", { message: "Argument max-keys must be an integer" });
  const version = read("list-type") === "2" ? 2 : 1;
  const token = version === 2 ? read("continuation-token") : undefined;
  const afterToken = token === undefined ? undefined : readToken(token);
  if (token !== undefined && afterToken === undefined) {
    return s3Error("InvalidArgument", { message: "The continuation token provided is incorrect" });
  }
  const startAfter = version === 2 ? read("start-after") : read("marker");
  return {
    ...{ bucket, prefix: read("prefix") ?? "", delimiter: read("delimiter") ?? "", version, token, startAfter },
    ...{
      most: Math.min(Number(most), MOST_KEYS),
      after: afterToken ?? startAfter ?? "",
      isEncoded: encoding === "url",
    },
  };
}

interface Page {
  readonly objects: readonly StoredObject[];
  readonly folders: readonly string[];
  readonly isCut: boolean;
  readonly last: string;
}

export function listObjects(content: S3Content, question: ListQuestion): XmlElement {
  const page = nextPage(content, question);
  return element("ListBucketResult", [...head(question, page), ...entries(content, question, page)]);
}

/** Objects and folders in the order of their names' bytes; a folder counts as one, however much lies in it. */
function nextPage(content: S3Content, { bucket, prefix, delimiter, most, after }: ListQuestion): Page {
  const named = content.objects(bucket, prefix).map(object => {
    const at = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    return { object, isFolder: at >= 0, name: at < 0 ? object.key : object.key.slice(0, at + delimiter.length) };
  });
  // After a page that ended with a folder, what lies in it is over, too.
  const rest = named.filter(({ name }) => after === "" || compare(name, after) > 0);
  const sorted = rest.sort((left, right) => compare(left.name, right.name));
  const distinct = sorted.filter((entry, index) => !entry.isFolder || sorted[index - 1]?.name !== entry.name);
  const taken = distinct.slice(0, most);
  return {
    objects: taken.filter(entry => !entry.isFolder).map(({ object }) => object),
    folders: taken.filter(entry => entry.isFolder).map(({ name }) => name),
    isCut: most > 0 && distinct.length > taken.length,
    last: taken.at(-1)?.name ?? "",
  };
}

function head(question: ListQuestion, { objects, folders, isCut, last }: Page): XmlElement[] {
  const { bucket, prefix, delimiter, most, version, token, startAfter, isEncoded } = question;
  const name = naming(question);
  const paging =
    version === 2
      ? [
          element("KeyCount", objects.length + folders.length),
          ...(token === undefined ? [] : [element("ContinuationToken", token)]),
          ...(startAfter === undefined ? [] : [element("StartAfter", name(startAfter))]),
          ...(isCut ? [element("NextContinuationToken", writeToken(last))] : []),
        ]
      : [
          element("Marker", name(startAfter ?? "")),
          // Without a delimiter the last key is the next marker, and S3 does not repeat it.
          ...(isCut && delimiter !== "" ? [element("NextMarker", name(last))] : []),
        ];
  return [
    element("Name", bucket),
    element("Prefix", name(prefix)),
    ...(delimiter === "" ? [] : [element("Delimiter", name(delimiter))]),
    element("MaxKeys", most),
    ...(isEncoded ? [element("EncodingType", "url")] : []),
    element("IsTruncated", isCut),
    ...paging,
  ];
}

function entries(content: S3Content, question: ListQuestion, { objects, folders }: Page): XmlElement[] {
  const name = naming(question);
  return [
    ...objects.map(({ key, size }) =>
      element("Contents", [
        element("Key", name(key)),
        element("LastModified", LAST_MODIFIED),
        element("ETag", entityTag(content.read(question.bucket, key) ?? new Uint8Array())),
        element("Size", size),
        element("StorageClass", "STANDARD"),
      ]),
    ),
    ...folders.map(folder => element("CommonPrefixes", [element("Prefix", name(folder))])),
  ];
}

/** Objects have no times here; one that is always the same lets a second copy skip what is there. */
export const LAST_MODIFIED = "2026-01-01T00:00:00.000Z";

/** As S3 encodes names: a space is a plus, and slashes stay. */
function naming({ isEncoded }: ListQuestion): (text: string) => string {
  if (!isEncoded) return text => text;
  const encode = (part: string): string =>
    encodeURIComponent(part)
      .replace(/[!'()~]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll("%20", "+");
  return text => text.split("/").map(encode).join("/");
}

const TOKEN = "after:";

function writeToken(name: string): string {
  return Buffer.from(`${TOKEN}${name}`).toString("base64");
}

function readToken(token: string): string | undefined {
  const text = Buffer.from(token, "base64").toString();
  return text.startsWith(TOKEN) ? text.slice(TOKEN.length) : undefined;
}

function compare(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
