// A Prometheus server, asked over its HTTP API. What its answers mean is read in the domain.
import * as l10n from "@vscode/l10n";
import { parseJson } from "../../domain/json/index.ts";

export interface PrometheusStore {
  /** An instant query. @param at milliseconds since the epoch; now unless told @returns the answer's JSON, errors of the query included */
  query(
    expression: string,
    options?: { readonly at?: number; readonly signal?: AbortSignal | undefined },
  ): Promise<unknown>;
}

/** Milliseconds that an answer is waited for. */
const PATIENCE = 15_000;

/**
 * Contacts nobody yet.
 * @param address such as `http://127.0.0.1:9090`, with a path where the server has one
 * @throws Error with a sentence for people, where the address is none; its calls reject likewise where nobody answers
 */
export function createPrometheusStore(address: string): PrometheusStore {
  const base = baseOf(address);
  return {
    async query(expression, { at, signal } = {}) {
      const form = new URLSearchParams({ query: expression });
      if (at !== undefined) form.set("time", String(at / 1000));
      return await ask(`${base}/api/v1/query`, form, signal);
    },
  };
}

async function ask(url: string, form: URLSearchParams, signal: AbortSignal | undefined): Promise<unknown> {
  const patience = AbortSignal.timeout(PATIENCE);
  const signals = signal ? [patience, signal] : [patience];
  try {
    const response = await fetch(url, { method: "POST", body: form, signal: AbortSignal.any(signals) });
    const text = await response.text();
    return parseJson(text) ?? notPrometheus(response.status);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Error(`The Prometheus server does not answer: ${reasonOf(error)}.`, { cause: error });
  }
}

/** A path behind a proxy stays; credentials would end up in logs, and are refused. */
function baseOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(`"${address}" is no address of a Prometheus server, such as http://localhost:9090.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new Error("The address of the Prometheus server holds credentials, which would end up in logs.");
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function notPrometheus(status: number): object {
  return { status: "error", error: l10n.t`What answers there is no Prometheus server (HTTP ${status}).` };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? cause.message : error.message;
}
