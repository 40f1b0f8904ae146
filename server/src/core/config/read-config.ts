// Reads the text of `.seldonlint.yaml`. The contract is schemas/src/config; here it is checked with places to point at, and without
// zod, which a program that has to start fast does not load.
import * as l10n from "@vscode/l10n";
import { SEVERITIES, type Severity } from "../../../../schemas/src/index.ts";
import {
  nearest,
  supportedVersion,
  SUPPORTED_SELDON_VERSIONS,
  type ClusterServer,
  type Protocol,
} from "../model/index.ts";
import { allRules } from "../rules/registry.ts";
import { parseStream, type Cursor, type Range, type YamlScalar } from "../yaml/index.ts";
import { compileGlob, type Glob } from "./glob.ts";

export interface LintConfig {
  readonly seldonVersion: string | undefined;
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly servers: Readonly<Record<string, ClusterServer>>;
  readonly ignore: readonly Glob[];
  readonly templates: readonly Glob[];
}

export interface ConfigProblem {
  readonly message: string;
  /** Offsets in the text. */
  readonly range: Range;
}

export interface ConfigReading {
  /** What could be understood: entries with a problem are left out. */
  readonly config: LintConfig;
  readonly problems: readonly ConfigProblem[];
}

export const EMPTY_CONFIG: LintConfig = {
  seldonVersion: undefined,
  severities: {},
  servers: {},
  ignore: [],
  templates: [],
};

/** Never throws. Whoever uses the config despite its problems has to show them. */
export function readConfig(text: string): ConfigReading {
  const problems: ConfigProblem[] = [];
  const [first, second] = parseStream(text).documents.filter(
    ({ document }) => document.root !== undefined || document.problems.length > 0,
  );
  if (!first) return { config: EMPTY_CONFIG, problems };
  if (second) {
    const start = second.offset;
    const message = l10n.t(
      "Only the first document of this file counts. Put everything into one, without a line of dashes.",
    );
    problems.push({ message, range: { start, end: Math.min(start + 3, text.length) } });
  }
  const { document, offset } = first;
  for (const { message, start, end } of document.problems)
    problems.push({ message, range: { start: start + offset, end: end + offset } });
  if (document.problems.length > 0) return { config: EMPTY_CONFIG, problems };
  const reader = new Reader(offset, problems);
  return { config: reader.config(document.cursor()), problems };
}

const KEYS = ["seldonVersion", "kubernetesVersion", "rules", "ignore", "templates", "servers"];
const LEVELS = ["off", ...SEVERITIES] as const;
const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  seldon: "seldon",
  tensorflow: "tensorflow",
  v2: "v2",
  kfserving: "v2",
};

class Reader {
  readonly #offset: number;
  readonly #problems: ConfigProblem[];

  /** `offset` is that of the document in the file. */
  constructor(offset: number, problems: ConfigProblem[]) {
    this.#offset = offset;
    this.#problems = problems;
  }

  config(root: Cursor): LintConfig {
    this.#fields(root, l10n.t("The configuration"), KEYS);
    this.#version(root.key("kubernetesVersion"), l10n.t("a Kubernetes version such as 1.31"), text =>
      /^v?1\.\d+(\.\d+)?$/.test(text) ? text : undefined,
    );
    return {
      seldonVersion: this.#version(
        root.key("seldonVersion"),
        l10n.t`one of ${SUPPORTED_SELDON_VERSIONS.join(", ")} or a patch release of them, such as 1.17.1`,
        supportedVersion,
      ),
      severities: this.#rules(root.key("rules")),
      servers: this.#servers(root.key("servers")),
      ignore: this.#globs(root.key("ignore")),
      templates: this.#globs(root.key("templates")),
    };
  }

  #version(at: Cursor, wanted: string, read: (text: string) => string | undefined): string | undefined {
    if (at.isEmpty) return undefined;
    // As written: `1.10` without quotes is the number 1.1.
    const version = read(at.scalar?.text ?? "");
    if (version === undefined) this.#report(at, l10n.t`${at.name} has to be ${wanted}${given(at)}.`);
    return version;
  }

  #rules(at: Cursor): Record<string, Severity | "off"> {
    const ids = allRules.map(rule => rule.meta.id);
    const levels = this.#fields(at, "rules", ids, l10n.t("There is no rule")).flatMap(entry => {
      // As written: `off` without quotes is false to Kubernetes' reader of YAML.
      const text = entry.scalar?.text;
      const level = LEVELS.find(candidate => candidate === text);
      if (level !== undefined) return [[entry.name, level] as const];
      const guess = LEVELS.find(candidate => candidate.startsWith(text ?? " ")) ?? nearest(text ?? "", LEVELS);
      this.#report(
        entry,
        l10n.t`The rule ${entry.name} can be set to ${LEVELS.join(", ")}${given(entry)}.${meant(guess)}`,
      );
      return [];
    });
    return Object.fromEntries(levels);
  }

  #servers(at: Cursor): Record<string, ClusterServer> {
    if (at.sequence) return Object.fromEntries(this.#names(at, "servers").map(name => [name, {}]));
    const servers = this.#fields(at, "servers").map(entry => {
      if (entry.name === "") this.#reportKey(entry.entry?.key, l10n.t("A server has to have a name."));
      this.#fields(entry, l10n.t`The server ${entry.name}`, ["parameters", "protocols"]);
      const parameters = entry.key("parameters").isEmpty
        ? undefined
        : this.#names(entry.key("parameters"), "parameters");
      const protocols = this.#protocols(entry.key("protocols"));
      return [entry.name, { ...(parameters && { parameters }), ...(protocols.length > 0 && { protocols }) }] as const;
    });
    return Object.fromEntries(servers);
  }

  #protocols(at: Cursor): readonly Protocol[] {
    return this.#list(at, "protocols").flatMap(item => {
      const text = item.string() ?? "";
      const protocol = Object.hasOwn(PROTOCOLS, text) ? PROTOCOLS[text] : undefined;
      if (protocol !== undefined) return [protocol];
      this.#report(item, l10n.t`A protocol is one of ${Object.keys(PROTOCOLS).join(", ")}${given(item)}.`);
      return [];
    });
  }

  #globs(at: Cursor): readonly Glob[] {
    return this.#list(at, at.name).flatMap(item => {
      const pattern = item.string();
      const glob = pattern === undefined ? { problem: l10n.t("is no text: put it in quotes") } : compileGlob(pattern);
      if (!("problem" in glob)) return [glob];
      this.#report(
        item,
        l10n.t`The pattern ${item.scalar ? JSON.stringify(item.scalar.text) : l10n.t("here")} ${glob.problem}.`,
      );
      return [];
    });
  }

  #names(at: Cursor, what: string): readonly string[] {
    return this.#list(at, what).flatMap(item => {
      const name = item.string();
      if (name !== undefined && name !== "") return [name];
      this.#report(item, l10n.t`An entry of ${what} has to be a name${given(item)}.`);
      return [];
    });
  }

  #list(at: Cursor, what: string): readonly Cursor[] {
    if (at.isEmpty) return [];
    if (at.sequence) return at.items();
    this.#report(at, l10n.t`${what} has to be a list, with a dash before each entry.`);
    return [];
  }

  /** The entries of a mapping that have known names; of all names where none are given. Duplicates and the others are reported. */
  #fields(
    at: Cursor,
    what: string,
    known?: readonly string[],
    unknown = l10n.t`${what} has no field`,
  ): readonly Cursor[] {
    if (at.isEmpty) return [];
    if (!at.map) {
      this.#report(at, l10n.t`${what} has to be a mapping, with a key and a colon on each line.`);
      return [];
    }
    const seen = new Set<string>();
    for (const { key } of at.map.entries) {
      if (seen.has(key.text)) this.#reportKey(key, l10n.t`${key.text} is written twice here. Keep one of them.`);
      seen.add(key.text);
    }
    return at.entries().filter(entry => {
      if (known === undefined || known.includes(entry.name)) return true;
      this.#reportKey(entry.entry?.key, `${unknown} ${entry.name}.${meant(nearest(entry.name, known))}`);
      return false;
    });
  }

  #report(at: Cursor, message: string): void {
    this.#problems.push({ message, range: this.#inFile(at.range()) });
  }

  #reportKey(key: YamlScalar | undefined, message: string): void {
    this.#problems.push({ message, range: this.#inFile(key ?? { start: 0, end: 0 }) });
  }

  #inFile({ start, end }: Range): Range {
    return { start: start + this.#offset, end: end + this.#offset };
  }
}

function given(at: Cursor): string {
  const text = at.scalar?.text;
  return text === undefined ? "" : l10n.t`, not ${JSON.stringify(text)}`;
}

function meant(guess: string | undefined): string {
  return guess === undefined ? "" : l10n.t` Did you mean ${guess}?`;
}
