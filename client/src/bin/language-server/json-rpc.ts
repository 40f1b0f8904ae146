// JSON-RPC over the standard streams of a child process, as far as asking a language server needs it.
import type { ChildProcess } from "node:child_process";

export interface JsonRpc {
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Answers what the server asks with null; what it tells by itself is not listened to. */
export function connectJsonRpc(child: ChildProcess): JsonRpc {
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("The language server has no standard streams.");
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let isOver = false;
  let pending = Buffer.alloc(0);
  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const receive = (message: unknown): void => {
    if (!isRecord(message)) return;
    const { id, method, error, result } = message;
    if (typeof method === "string") {
      if (id !== undefined) send({ id, result: null });
      return;
    }
    if (typeof id !== "number") return;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (isRecord(error)) asked?.reject(new Error(String(error["message"])));
    else asked?.resolve(result);
  };
  stdout.on("data", chunk => {
    pending = Buffer.concat([pending, Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))]);
    for (let taken = takeMessage(pending); taken; taken = takeMessage(pending)) {
      pending = taken.rest;
      receive(JSON.parse(taken.text));
    }
  });
  const ended = (): Error => new Error("The language server has ended.");
  const over = (): void => {
    isOver = true;
    for (const { reject } of waiting.values()) reject(ended());
    waiting.clear();
  };
  child.once("error", over).once("exit", over);
  // Writing to a server that has ended is told by its end.
  stdin.on("error", () => {});
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        if (isOver) {
          reject(ended());
          return;
        }
        const id = next++;
        waiting.set(id, { resolve, reject });
        send({ id, method, params });
      }),
    notify: (method, params) => send({ method, params }),
  };
}

const HEAD_END = "\r\n\r\n";

function takeMessage(bytes: Buffer): { text: string; rest: Buffer<ArrayBuffer> } | undefined {
  const head = bytes.indexOf(HEAD_END);
  if (head < 0) return undefined;
  const length = Number(/Content-Length: *(\d+)/i.exec(bytes.subarray(0, head).toString("latin1"))?.[1] ?? 0);
  const start = head + HEAD_END.length;
  if (bytes.length < start + length) return undefined;
  return {
    text: bytes.subarray(start, start + length).toString("utf8"),
    rest: Buffer.from(bytes.subarray(start + length)),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
