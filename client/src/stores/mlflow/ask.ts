// One request to MLflow's REST API 2.0: credentials to its own host only, limits of time and size, and its errors as ours.
import * as l10n from "@vscode/l10n";
import { authorization, baseAddress, type MlflowCredentials } from "./endpoint.ts";
import { isMlflowError, mlflowError, type MlflowError } from "./mlflow-error.ts";
import { parseJson } from "../../domain/json/index.ts";

/** Milliseconds that an answer is waited for. */
const PATIENCE = 15_000;
/** A page of a thousand models with long descriptions stays far below. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Redirects on the same host, such as to a path with a slash. */
const MOST_REDIRECTS = 3;

export interface AskOptions {
  readonly credentials?: MlflowCredentials | undefined;
  /** Milliseconds; 15 s unless told. */
  readonly patience?: number | undefined;
  /** For the log: method, path and status of each request; never a header. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface Question {
  readonly method: "GET" | "POST";
  /** Behind `/api/2.0/mlflow/`, such as `runs/get`. */
  readonly path: string;
  /** Of the query for GET, of the body for POST; undefined values are left out. */
  readonly parameters: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

export type Ask = (question: Question) => Promise<unknown>;

/**
 * Contacts nobody yet. The function that it gives rejects with an MlflowError, or with the signal's reason.
 * @throws Error with a sentence for people where the address is none
 */
export function createAsk(address: string, { credentials, patience = PATIENCE, log }: AskOptions = {}): Ask {
  const base = baseAddress(address);
  const header: Readonly<Record<string, string>> = credentials ? { authorization: authorization(credentials) } : {};
  return async ({ method, path, parameters, signal }) => {
    const time = AbortSignal.timeout(patience);
    const init: RequestInit = {
      method,
      headers: {
        accept: "application/json",
        ...header,
        ...(method === "POST" && { "content-type": "application/json" }),
      },
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, time]) : time,
      ...(method === "POST" && { body: JSON.stringify(parameters) }),
    };
    const url = new URL(`${base}/api/2.0/mlflow/${path}`);
    if (method === "GET") url.search = queryOf(parameters).toString();
    try {
      const response = await follow(url, init, MOST_REDIRECTS);
      const text = await readText(response);
      log?.(`MLflow: ${method} ${path} ${response.status}`);
      return understood(response.status, text, credentials !== undefined);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw asMlflowError(error, time.aborted);
    }
  };
}

function queryOf(parameters: Question["parameters"]): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) for (const each of value) query.append(name, String(each));
    else if (value !== undefined) query.set(name, String(value));
  }
  return query;
}

/** A redirect to another origin is not followed: it would carry the credentials there, or need none and be somebody else. */
async function follow(url: URL, init: RequestInit, left: number): Promise<Response> {
  const response = await fetch(url, init);
  const location = response.headers.get("location");
  if (response.status < 300 || response.status >= 400 || location === null) return response;
  await response.body?.cancel();
  const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
  if (next?.origin !== url.origin) {
    throw mlflowError(
      "redirected",
      l10n.t`The MLflow server sends requests on to ${next?.origin ?? l10n.t("another place")}, where credentials do not go by themselves. Give that address, if it is the right one`,
    );
  }
  if (left === 0) throw mlflowError("not-mlflow", l10n.t("What answers there sends requests in circles"));
  return await follow(next, init, left - 1);
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    size += chunk.value.byteLength;
    if (size > MOST_BYTES) {
      await reader?.cancel();
      throw mlflowError("failed", l10n.t("The MLflow server's answer is longer than 32 MB"));
    }
    chunks.push(chunk.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function understood(status: number, text: string, hasCredentials: boolean): unknown {
  const json = parsed(text);
  if (status === 200 && json !== undefined) return json;
  throw refusal(status, json, hasCredentials);
}

function parsed(text: string): object | undefined {
  const value = parseJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

/** The server's own words are quoted where they are an error of its API; the pages of a proxy say nothing to people. */
function refusal(status: number, json: object | undefined, hasCredentials: boolean): MlflowError {
  const code = textOf(json, "error_code");
  const words = textOf(json, "message")?.split("\n")[0]?.slice(0, 300);
  if (status === 401) {
    return mlflowError(
      "unauthorized",
      hasCredentials
        ? l10n.t("The MLflow server does not take the credentials that it was given (401)")
        : l10n.t("The MLflow server wants a token or a password (401)"),
    );
  }
  if (status === 403 || code === "PERMISSION_DENIED") {
    return mlflowError("forbidden", l10n.t("The MLflow server does not let you see that (403)"));
  }
  // Several releases say INVALID_PARAMETER_VALUE of an alias that is not there.
  const isMissing =
    code === "RESOURCE_DOES_NOT_EXIST" || (code === "INVALID_PARAMETER_VALUE" && /\bnot found\b/i.test(words ?? ""));
  if (isMissing) return mlflowError("not-found", words ?? l10n.t("The MLflow server has nothing of that name"));
  if (code === undefined) {
    return mlflowError(
      "not-mlflow",
      l10n.t`What answers there is no MLflow server with a model registry (HTTP ${status})`,
    );
  }
  return mlflowError("failed", l10n.t`The MLflow server says ${code}: ${words ?? `HTTP ${status}`}`);
}

function textOf(json: object | undefined, name: string): string | undefined {
  const value: unknown = json && Reflect.get(json, name);
  return typeof value === "string" ? value : undefined;
}

function asMlflowError(error: unknown, isLate: boolean): MlflowError {
  if (isMlflowError(error)) return error;
  if (isLate) return mlflowError("timeout", l10n.t("The MLflow server does not answer in time"), error);
  return mlflowError("unreachable", l10n.t`The MLflow server cannot be reached: ${reasonOf(error)}`, error);
}

/** Of a connection that failed, Node tells the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code: unknown = Reflect.get(cause, "code");
  return cause.message !== "" ? cause.message : typeof code === "string" ? code : error.message;
}
