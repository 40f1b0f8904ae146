// Sends prepared requests: leases the way, fills secrets in, and keeps connections for the next request.
import type { HeaderToSend, Outcome, PreparedRequest, Route } from "../../domain/predict/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import type { GrpcCaller } from "./grpc/index.ts";
import { createRestCaller, type RestCaller } from "./rest.ts";
import { openWay, wireWords, type Way } from "./way.ts";

/** The value of a secret by its name; `undefined` where there is none. */
export type SecretReader = (name: string) => string | undefined | Promise<string | undefined>;

export interface SendOptions {
  readonly secrets: SecretReader;
  readonly signal?: AbortSignal | undefined;
}

/** Holds the forwards that its requests have needed until it is closed. */
export interface Sender {
  /** Never rejects for what the wire or the server does. */
  send(request: PreparedRequest, options: SendOptions): Promise<Outcome>;
  close(): Promise<void>;
}

interface Lane {
  readonly way: Way;
  readonly rest: RestCaller;
  grpc(): Promise<GrpcCaller>;
  close(): Promise<void>;
}

/** Without a session only addresses can be asked. Contacts nobody yet. */
export function createSender(session: ClusterSession | undefined): Sender {
  const lanes = new Map<string, Promise<Lane>>();
  const laneFor = (route: Route, signal: AbortSignal | undefined): Promise<Lane> => {
    const key = JSON.stringify(route);
    const open = lanes.get(key) ?? openLane(route, session, signal);
    lanes.set(key, open);
    open.catch(() => lanes.delete(key));
    return open;
  };
  return {
    async send(request, { secrets, signal }) {
      const { timeout, call } = request;
      let isFilledIn = false;
      try {
        const headers = await fillIn(request, secrets);
        isFilledIn = true;
        const lane = await laneFor(request.route, signal);
        if (call.transport === "rest") return await lane.rest.call(call, headers, { timeout, signal });
        return await (await lane.grpc()).call(call, headers, { timeout, signal });
      } catch (error) {
        const reason = signal?.aborted === true ? "cancelled" : "not-connected";
        const failure = { kind: "failure", reason, message: wireWords(error), latency: 0 } as const;
        return isFilledIn ? failure : { ...failure, isFinal: true };
      }
    },
    async close() {
      const closing = [...lanes.values()];
      lanes.clear();
      await Promise.all(closing.map(lane => lane.then(one => one.close()).catch(() => {})));
    },
  };
}

/** One request and no more: leases, sends, releases. */
export async function sendRequest(
  request: PreparedRequest,
  { session, ...options }: SendOptions & { readonly session?: ClusterSession },
): Promise<Outcome> {
  const sender = createSender(session);
  try {
    return await sender.send(request, options);
  } finally {
    await sender.close();
  }
}

async function openLane(route: Route, session: ClusterSession | undefined, signal?: AbortSignal): Promise<Lane> {
  const way = await openWay(route, session, signal);
  const rest = createRestCaller(way);
  let grpc: Promise<GrpcCaller> | undefined;
  return {
    way,
    rest,
    grpc: () => (grpc ??= import("./grpc/index.ts").then(({ createGrpcCaller }) => createGrpcCaller(way))),
    async close() {
      rest.close();
      (await grpc)?.close();
      await way.close();
    },
  };
}

/** Headers in lower case, as HTTP/2 wants them; what a JSON body needs is there by itself. */
async function fillIn(request: PreparedRequest, secrets: SecretReader): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  const { call } = request;
  if (call.transport === "rest" && call.body !== undefined) headers["content-type"] = "application/json";
  for (const header of request.headers) headers[header.name.toLowerCase()] = await valueOf(header, secrets);
  return headers;
}

async function valueOf({ name, text, secret }: HeaderToSend, secrets: SecretReader): Promise<string> {
  if (secret === undefined) return text;
  const value = await secrets(secret);
  if (value === undefined || value === "")
    throw new Error(`The header ${name} needs the secret ${secret}, which has no value.`);
  return text + value;
}
