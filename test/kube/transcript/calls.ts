// The calls of the side-by-side transcript: what a kubectl line, a request and a watch are, and short ways to write them.

/** Who calls: the administrator, or somebody who may read only. */
export type Caller = "admin" | "viewer";

/** A kubectl command line; words are parted at blanks. It is given the run's namespace. */
export interface KubectlCall {
  readonly kind: "kubectl";
  readonly line: string;
  /** Standard input, for `-f -`. */
  readonly input?: string;
  readonly as: Caller;
}

/** One request to the API. */
export interface ApiCall {
  readonly kind: "api";
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType: string;
  readonly accept: string;
  readonly as: Caller;
}

/** A watch, the requests that are made while it is open, and how many events are waited for. */
export interface WatchCall {
  readonly kind: "watch";
  readonly path: string;
  readonly accept: string;
  readonly meanwhile: readonly ApiCall[];
  /** `undefined` waits for the server to end the watch. */
  readonly events: number | undefined;
}

export type Call = KubectlCall | ApiCall | WatchCall;

/** Stands for the run's namespace in lines, paths and bodies. */
export const NS = "{ns}";
/** Where most objects of the script live. */
export const CORE = `/api/v1/namespaces/${NS}`;
export const APPS = `/apis/apps/v1/namespaces/${NS}`;
export const SELDON = `/apis/machinelearning.seldon.io/v1/namespaces/${NS}/seldondeployments`;

export const MERGE = "application/merge-patch+json";
export const STRATEGIC = "application/strategic-merge-patch+json";
export const JSON_PATCH = "application/json-patch+json";
export const APPLY = "application/apply-patch+yaml";

export function kubectl(line: string, input?: object | string, as: Caller = "admin"): KubectlCall {
  const text = typeof input === "object" ? JSON.stringify(input) : input;
  return { kind: "kubectl", line, as, ...(text !== undefined && { input: text }) };
}

interface ApiOptions {
  readonly contentType?: string;
  readonly accept?: string;
  readonly as?: Caller;
}

export function api(method: string, path: string, body?: unknown, options: ApiOptions = {}): ApiCall {
  const { contentType = "application/json", accept = "application/json", as = "admin" } = options;
  return { kind: "api", method, path, body, contentType, accept, as };
}

export function get(path: string, options: ApiOptions = {}): ApiCall {
  return api("GET", path, undefined, options);
}

export function patch(contentType: string, path: string, body: unknown): ApiCall {
  return api("PATCH", path, body, { contentType });
}

export function watch(
  path: string,
  events: number | undefined,
  meanwhile: readonly ApiCall[] = [],
  accept = "application/json",
): WatchCall {
  return { kind: "watch", path, events, meanwhile, accept };
}

/** How a call is named in results and reasons. */
export function titleOf(call: Call): string {
  if (call.kind === "kubectl") return `kubectl ${call.line}${call.as === "viewer" ? " (as viewer)" : ""}`;
  const accept = call.accept === "application/json" ? "" : ` (${shortAccept(call.accept)})`;
  if (call.kind === "watch") return `WATCH ${call.path}${accept}`;
  const type = call.contentType === "application/json" ? "" : ` ${call.contentType.replace(/^application\//, "")}`;
  const who = call.as === "viewer" ? " (as viewer)" : "";
  const body = call.method === "POST" || call.method === "PATCH" ? ` ${bodyText(call.body)}` : "";
  return `${call.method} ${call.path}${type}${body}${accept}${who}`;
}

function shortAccept(accept: string): string {
  return /as=(\w+)/.exec(accept)?.[1] ?? accept;
}

function bodyText(body: unknown): string {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
