// One kubeconfig file as it is written, problems included.
import { readFile } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { loadYaml } from "@kubernetes/client-node/dist/yaml.js";
import type { KubeconfigProblem } from "../port.ts";
import { isRecord, listAt, stringAt, valueAt } from "../json.ts";

export interface KubeconfigEntry {
  readonly name: string;
  /** What stands under `cluster`, `user` or `context`. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Absolute path of the file: paths in the entry are relative to its folder. */
  readonly file: string;
}

export interface KubeconfigFile {
  readonly path: string;
  readonly clusters: readonly KubeconfigEntry[];
  readonly users: readonly KubeconfigEntry[];
  readonly contexts: readonly KubeconfigEntry[];
  readonly currentContext: string | undefined;
  readonly problems: readonly KubeconfigProblem[];
}

/** Reads a file. One that is missing is empty, as for kubectl; one that is broken is empty and has a problem. */
export async function readKubeconfigFile(file: string): Promise<KubeconfigFile> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return empty(file, []);
    return empty(file, [l10n.t`It cannot be read (${error instanceof Error ? error.message : String(error)}).`]);
  }
  return parseKubeconfig(file, text);
}

/** The entries in a kubeconfig's text. */
export function parseKubeconfig(file: string, text: string): KubeconfigFile {
  if (text.trim() === "") return empty(file, []);
  const document = parseYaml(text);
  // The parser's own message quotes the lines around the mistake, and those hold credentials.
  if (!isRecord(document))
    return empty(file, [l10n.t("It is no valid YAML or holds no kubeconfig. Compare it with `kubectl config view`.")]);
  const currentContext = stringAt(document, "current-context");
  return {
    path: file,
    clusters: entriesOf(document, "clusters", "cluster", file),
    users: entriesOf(document, "users", "user", file),
    contexts: entriesOf(document, "contexts", "context", file),
    currentContext,
    problems: [],
  };
}

function parseYaml(text: string): unknown {
  try {
    return loadYaml<unknown>(text);
  } catch {
    return undefined;
  }
}

function entriesOf(document: unknown, list: string, key: string, file: string): KubeconfigEntry[] {
  return listAt(document, list).flatMap(item => {
    const name = stringAt(item, "name");
    const value = valueAt(item, key);
    return name === undefined ? [] : [{ name, value: isRecord(value) ? value : {}, file }];
  });
}

function empty(file: string, messages: readonly string[]): KubeconfigFile {
  const problems = messages.map(message => ({ file, message }));
  return { path: file, clusters: [], users: [], contexts: [], currentContext: undefined, problems };
}
