// Header blocks of SPDY/3.1: names and values with their lengths, through one zlib stream for each direction of a connection.
// Source: the SPDY protocol, draft 3.1, sections 2.6.10 and 2.6.10.1 (the dictionary).
import { constants, createDeflate, createInflate } from "node:zlib";

/** Words of the dictionary that stand there with their lengths. */
const WORDS = [
  ...["options", "head", "post", "put", "delete", "trace", "accept", "accept-charset", "accept-encoding"],
  ...["accept-language", "accept-ranges", "age", "allow", "authorization", "cache-control", "connection"],
  ...["content-base", "content-encoding", "content-language", "content-length", "content-location", "content-md5"],
  ...["content-range", "content-type", "date", "etag", "expect", "expires", "from", "host", "if-match"],
  ...["if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified", "location"],
  ...["max-forwards", "pragma", "proxy-authenticate", "proxy-authorization", "range", "referer", "retry-after"],
  ...["server", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "warning"],
  ...["www-authenticate", "method", "get", "status", "200 OK", "version", "HTTP/1.1", "url", "public"],
  ...["set-cookie", "keep-alive", "origin"],
];

/** What follows them without lengths. */
const REST = [
  "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505",
  "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized",
  "403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service Unavailable",
  "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMT",
  "chunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,",
  "publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.",
];

/** The dictionary with which both ends begin. */
export const DICTIONARY = Buffer.concat([...WORDS.flatMap(withLength), ...REST.map(text => Buffer.from(text))]);

export type Headers = ReadonlyMap<string, string>;

export interface HeaderCodec {
  /** Blocks have to be read in the order in which they came. Rejects where a block is none. */
  read(block: Buffer): Promise<Headers>;
  /** Blocks have to be sent in the order in which they were written. */
  write(headers: Headers): Promise<Buffer>;
  close(): void;
}

/** The codec of one connection. */
export function createHeaderCodec(): HeaderCodec {
  const inflate = createInflate({ dictionary: DICTIONARY });
  const deflate = createDeflate({ dictionary: DICTIONARY });
  return {
    async read(block) {
      await new Promise<void>((resolve, reject) => {
        inflate.once("error", reject);
        inflate.write(block, () => {
          inflate.off("error", reject);
          resolve();
        });
      });
      return parse(readAll(inflate));
    },
    async write(headers) {
      const parts = [...headers].flatMap(([name, value]) => [...withLength(name), ...withLength(value)]);
      deflate.write(Buffer.concat([number(headers.size), ...parts]));
      await new Promise<void>(resolve => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
      return readAll(deflate);
    },
    close() {
      inflate.destroy();
      deflate.destroy();
    },
  };
}

function readAll(stream: { read(): unknown }): Buffer {
  const chunk = stream.read();
  return Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(0);
}

function parse(block: Buffer): Headers {
  const headers = new Map<string, string>();
  let position = 4;
  const next = (): string => {
    const length = block.readUInt32BE(position);
    position += 4 + length;
    return block.toString("utf8", position - length, position);
  };
  for (let left = block.readUInt32BE(0); left > 0; left -= 1) headers.set(next(), next());
  return headers;
}

function withLength(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  return [number(bytes.length), bytes];
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
