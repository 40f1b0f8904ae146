// One gRPC call over a session of HTTP/2: a message there, a message back, and a status at the end of the stream.
import { constants, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from "node:http2";
import * as l10n from "@vscode/l10n";
import type { Answer, GrpcCall } from "../../../domain/predict/index.ts";
import { writeBytes } from "../body-writer.ts";
import { decodeJson, encodeJson } from "./json-form.ts";
import { findMethod, type MethodTypes } from "./methods.ts";

/** Flag and length go before each message. */
const PREFIX = 5;

export interface EncodedCall {
  readonly path: string;
  /** Goes before the message; apart from it, since a message may be large, and copying it takes time. */
  readonly prefix: Uint8Array;
  readonly message: Uint8Array;
  readonly types: MethodTypes;
}

/** @throws an Error for people where the message does not fit the method */
export function encodeCall(call: GrpcCall): EncodedCall {
  const types = findMethod(call.service, call.method);
  const message = encodeJson(types.request, call.message);
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(message.length, 1);
  return { path: `/${call.service}/${call.method}`, prefix, message, types };
}

export interface GrpcExchange {
  readonly session: ClientHttp2Session;
  readonly metadata: Readonly<Record<string, string>>;
  /** Milliseconds, told to the server. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Rejects where the stream ends without a status. */
export async function exchangeMessages(
  { path, prefix, message, types }: EncodedCall,
  { session, metadata, timeout, signal }: GrpcExchange,
): Promise<Omit<Answer, "latency" | "pod">> {
  const { host, ...others } = metadata;
  const stream = session.request(
    {
      ...others,
      ...(host !== undefined && { [constants.HTTP2_HEADER_AUTHORITY]: host }),
      [constants.HTTP2_HEADER_METHOD]: "POST",
      [constants.HTTP2_HEADER_PATH]: path,
      te: "trailers",
      "content-type": "application/grpc+proto",
      "grpc-timeout": `${Math.min(Math.ceil(timeout), 99_999_999)}m`,
    },
    { signal },
  );
  const heads: IncomingHttpHeaders[] = [];
  stream.on("response", head => heads.push(head));
  stream.on("trailers", (trailers: IncomingHttpHeaders) => heads.push(trailers));
  const ended = endOf(stream);
  stream.write(prefix);
  void writeBytes(stream, message).then(
    () => stream.end(),
    () => {},
  );
  const data = await ended;
  return readAnswer(heads, data, types);
}

function endOf(stream: ClientHttp2Stream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    stream.on("data", piece => {
      if (Buffer.isBuffer(piece)) pieces.push(piece);
    });
    stream.once("error", reject);
    stream.once("close", () => {
      if (stream.rstCode === constants.NGHTTP2_NO_ERROR) resolve(Buffer.concat(pieces));
      else reject(new Error(`The stream was reset (HTTP/2 code ${stream.rstCode}).`));
    });
  });
}

function readAnswer(
  heads: readonly IncomingHttpHeaders[],
  data: Buffer,
  types: MethodTypes,
): Omit<Answer, "latency" | "pod"> {
  const headers = heads.flatMap(head =>
    Object.entries(head).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [value].flat().map(one => [name, one]),
    ),
  );
  const valueOf = (name: string): string | undefined => headers.findLast(([key]) => key === name)?.[1];
  const status = valueOf("grpc-status");
  const common = { kind: "answer", transport: "grpc", headers, size: Math.max(0, data.length - PREFIX) } as const;
  if (status === undefined) return withoutStatus(common, valueOf(":status"), data);
  if (status !== "0") return { ...common, status: Number(status), body: percentDecoded(valueOf("grpc-message") ?? "") };
  if (data.length < PREFIX || data[0] !== 0) throw new Error("The answer holds no message that can be read.");
  const message = data.subarray(PREFIX, PREFIX + data.readUInt32BE(1));
  return { ...common, status: 0, body: JSON.stringify(decodeJson(types.response, message)) };
}

/** A server or proxy that speaks no gRPC answers with a status of HTTP; gRPC says which of its codes that counts as. */
function withoutStatus(
  common: {
    readonly kind: "answer";
    readonly transport: "grpc";
    readonly headers: Answer["headers"];
    readonly size: number;
  },
  http: string | undefined,
  data: Buffer,
): Omit<Answer, "latency" | "pod"> {
  if (http === undefined || http === "200") throw new Error("The stream ended without a status.");
  const said = data.toString("utf8").trim().slice(0, 500);
  const body = l10n.t`HTTP status ${http} instead of gRPC${said === "" ? "" : `: ${said}`}`;
  return { ...common, status: CODES[http] ?? UNKNOWN, body };
}

const UNKNOWN = 2;
const CODES: Readonly<Record<string, number>> = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  429: 14,
  502: 14,
  503: 14,
  504: 14,
};

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
