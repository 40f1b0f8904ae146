// Runs the script's calls against one cluster and gives the normalised answers.
import { request, type RequestOptions } from "node:https";
import { parse } from "yaml";
import { createKubectl, type Kubectl } from "../../../playground/src/kubernetes/testing/kubectl.ts";
import { entriesOf } from "../support/cluster.ts";
import { NS, type ApiCall, type Call, type Caller, type KubectlCall, type WatchCall } from "./calls.ts";
import type { Answer } from "./compare.ts";
import { explainedLines } from "./explained.ts";
import { normaliseLines, normaliseText, normaliseValue, type RunNames } from "./normalise.ts";

export interface Transcriber {
  answer(call: Call): Promise<Answer>;
}

export interface ClusterAccess {
  readonly admin: string;
  readonly viewer: string;
}

/**
 * @param home - a folder of the run's own, in which kubectl keeps what discovery tells
 * @param program - the kubectl to run
 */
export function createTranscriber(
  access: ClusterAccess,
  namespace: string,
  home: string,
  program: string,
): Transcriber {
  const { server } = entriesOf(access.admin);
  const names = { namespace, server: new URL(server).host };
  const tools: Readonly<Record<Caller, Kubectl>> = {
    admin: createKubectl(access.admin, home, program),
    viewer: createKubectl(access.viewer, home, program),
  };
  const placed = (text: string): string => text.replaceAll(NS, namespace);
  return {
    answer(call) {
      if (call.kind === "kubectl") return answerKubectl(tools[call.as], call, placed, names);
      if (call.kind === "api") return answerApi(access, call, placed, names);
      return answerWatch(access, call, placed, names);
    },
  };
}

type Place = (text: string) => string;

async function answerKubectl(tool: Kubectl, call: KubectlCall, placed: Place, names: RunNames): Promise<Answer> {
  const args = ["-n", names.namespace, ...placed(call.line).split(" ")];
  const { code, out, error } = await tool.run(args, call.input === undefined ? undefined : placed(call.input));
  const notes = error.replace(/^WARNING: version difference.*\n/gm, "");
  const form = /(?:^| )(?:-o|--output)[ =]?(json|yaml)(?= |$)/.exec(call.line)?.[1];
  const body: unknown = form !== undefined && code === 0 ? parse(out) : undefined;
  const lines = normaliseLines(out, names);
  return {
    code,
    body: body !== undefined ? normaliseValue(body, names) : isExplaining(call) ? explainedLines(lines) : lines,
    notes: notes === "" ? [] : normaliseLines(notes, names),
  };
}

function isExplaining({ line }: KubectlCall): boolean {
  return line.startsWith("explain ");
}

async function answerApi(access: ClusterAccess, call: ApiCall, placed: Place, names: RunNames): Promise<Answer> {
  const { code, text, warnings } = await send(access, call, placed);
  return {
    code,
    body: bodyOf(text, names),
    notes: warnings.map(warning => normaliseText(warning, names)),
  };
}

function bodyOf(text: string, names: RunNames): unknown {
  try {
    return normaliseValue(JSON.parse(text), names);
  } catch {
    return normaliseLines(text, names);
  }
}

interface Received {
  readonly code: number;
  readonly text: string;
  readonly warnings: readonly string[];
}

function send(access: ClusterAccess, call: ApiCall, placed: Place): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request(target(access[call.as], call.method, placed(call.path), call), response => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { warning } = response.headers;
        const warnings = warning === undefined ? [] : warning.split(/, (?=299 )/);
        resolve({ code: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), warnings });
      });
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.setTimeout(REQUEST_LIMIT, () => outgoing.destroy(new Error(`No answer to ${call.method} ${call.path}.`)));
    if (call.body !== undefined) {
      const text = placed(typeof call.body === "string" ? call.body : JSON.stringify(call.body));
      outgoing.setHeader("Content-Length", Buffer.byteLength(text));
      outgoing.write(text);
    }
    outgoing.end();
  });
}

function target(
  kubeconfig: string,
  method: string,
  path: string,
  { contentType, accept }: { contentType?: string; accept: string },
): RequestOptions {
  const { server, authority, token } = entriesOf(kubeconfig);
  const { hostname, port } = new URL(server);
  const headers = {
    Authorization: `Bearer ${token}`,
    Accept: accept,
    "User-Agent": "transcript/1.0",
    ...(contentType !== undefined && { "Content-Type": contentType }),
  };
  return { host: hostname, port, method, path, ca: authority, agent: false, headers };
}

/** The longest that an answer, and that a watch, is waited for, in milliseconds. */
const REQUEST_LIMIT = 20_000;
const WATCH_LIMIT = 20_000;

/** Events as the watch brings them; bookmarks come when a server likes, and are left out but for the one that ends the first list. */
function answerWatch(access: ClusterAccess, call: WatchCall, placed: Place, names: RunNames): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = target(access.admin, "GET", placed(call.path), { accept: call.accept });
    const outgoing = request(options, response => {
      const events: unknown[] = [];
      const [code] = [response.statusCode ?? 0];
      let rest = "";
      const end = (): void => {
        clearTimeout(timer);
        outgoing.destroy();
        resolve({ code, body: events, notes: [] });
      };
      const timer = setTimeout(end, WATCH_LIMIT);
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        events.push(...lines.filter(line => line !== "").map(line => bodyOf(line, names)));
        if (call.events !== undefined && events.length >= call.events) end();
      });
      response.on("end", () => {
        if (rest !== "") events.push(bodyOf(rest, names));
        end();
      });
      response.on("error", end);
      void (async () => {
        for (const one of call.meanwhile) await send(access, one, placed);
      })().catch(reject);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}
