// What the thread can be asked for, by the adapter's sessions, leases and arrivals, each under a number.
import * as l10n from "@vscode/l10n";
import type { AdapterGateway } from "../gateway.ts";
import { kubeError } from "../errors/make-error.ts";
import type { ForwardArrival, ForwardInfo, ForwardLease } from "../port.ts";
import type { AdapterSession } from "../session.ts";
import type { FromThread, PlainForward, Served } from "./messages.ts";
import { plainError } from "./plain-errors.ts";

interface ServedGateway {
  readonly served: Served;
  /** @throws where there is none under this number */
  sessionOf(session: number): AdapterSession;
  /** All forwards as they are. */
  forwardsNow(): Extract<FromThread, { kind: "forwards" }>;
}

export function createServed(gateway: AdapterGateway): ServedGateway {
  const sessions = numbered<AdapterSession>("session");
  const leases = numbered<ForwardLease>("forward");
  const arrivals = numbered<ForwardArrival>("connection");
  const of = (session: number): AdapterSession => sessions.of(session);
  const served: Served = {
    contexts: () => gateway.contexts(),
    async connect(context) {
      const session = await gateway.connect(context);
      return { session: sessions.numberOf(session), context: session.context };
    },
    // It stays known: what is asked of it afterwards is told that it was closed.
    closeSession: session => of(session).close(),
    close: () => gateway.close(),
    serverVersion: (session, options) => of(session).serverVersion(options),
    findKind: (session, kind, options) => of(session).findKind(kind, options),
    mayI: (session, question, options) => of(session).mayI(question, options),
    get: (session, ref, options) => of(session).get(ref, options),
    list: (session, type, options) => of(session).list(type, options),
    create: (session, type, object, options) => of(session).create(type, object, options),
    apply: (session, type, object, options) => of(session).apply(type, object, options),
    jsonPatch: (session, ref, operations, options) => of(session).jsonPatch(ref, operations, options),
    mergePatch: (session, ref, patch, options) => of(session).mergePatch(ref, patch, options),
    scale: (session, ref, replicas, options) => of(session).scale(ref, replicas, options),
    delete: (session, ref, options) => of(session).delete(ref, options),
    proxyGet: (session, target, path, options) => of(session).proxyGet(target, path, options),
    async forward(session, target, options) {
      const lease = await of(session).forward(target, options);
      return { lease: leases.numberOf(lease), info: plainForward(lease.info()) };
    },
    async arrival(lease, clientPort) {
      const arrival = await leases.of(lease).arrival(clientPort);
      return { arrival: arrivals.numberOf(arrival), pod: arrival.pod };
    },
    async ended(arrival) {
      const failure = await arrivals.of(arrival).ended;
      arrivals.forget(arrival);
      return failure && plainError(failure);
    },
    async release(lease) {
      const held = leases.of(lease);
      leases.forget(lease);
      await held.release();
    },
  };
  return {
    served,
    sessionOf: of,
    forwardsNow: () => ({
      kind: "forwards",
      all: gateway.forwards().map(forward => ({ ...forward, ...plainForward(forward) })),
      leases: new Map(leases.all().map(([number, lease]) => [number, plainForward(lease.info())])),
    }),
  };
}

function plainForward(info: ForwardInfo): PlainForward {
  return { ...info, error: info.error && plainError(info.error) };
}

interface Numbered<T> {
  /** The same for the same value. */
  numberOf(value: T): number;
  of(number: number): T;
  forget(number: number): void;
  all(): readonly (readonly [number, T])[];
}

function numbered<T>(what: string): Numbered<T> {
  const values = new Map<number, T>();
  let last = 0;
  return {
    numberOf(value) {
      for (const [number, known] of values) if (known === value) return number;
      values.set(++last, value);
      return last;
    },
    of(number) {
      const value = values.get(number);
      if (value === undefined) throw kubeError("cancelled", l10n.t`The ${what} was closed.`);
      return value;
    },
    forget: number => void values.delete(number),
    all: () => [...values],
  };
}
