// What the client may set, read from its initialization options and its configuration, value by value.
import type { Severity } from "../../../schemas/src/index.ts";
import { verdictFor, type LoadedConfig } from "../config/index.ts";
import {
  allRules,
  DEFAULT_SELDON_VERSION,
  INLAY_HINT_KINDS,
  textKindOf,
  type ClusterServers,
  type InlayHintKind,
  type LintOptions,
} from "../core/index.ts";

/** Milliseconds from the last key press to diagnostics. */
export const DEFAULT_DEBOUNCE = 200;

export interface Settings {
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly seldonVersion: string;
  /** Milliseconds. */
  readonly debounce: number;
  /** False where another extension reports syntax errors. */
  readonly yamlSyntax: boolean;
  /** False where no lines above the text are wanted. */
  readonly codeLens: boolean;
  /** Lines above units that tell of their servers, the only ones that the server knows. */
  readonly serverLens: boolean;
  /** The kinds that are wanted. */
  readonly inlayHints: ReadonlySet<InlayHintKind>;
}

export const DEFAULT_SETTINGS: Settings = {
  severities: {},
  seldonVersion: DEFAULT_SELDON_VERSION,
  debounce: DEFAULT_DEBOUNCE,
  yamlSyntax: true,
  codeLens: true,
  serverLens: true,
  inlayHints: new Set(INLAY_HINT_KINDS),
};

/**
 * Reads settings of the shape `{ rules, version, debounce, yamlSyntax, codeLens, codeLensKinds, inlayHints }`, all optional. What is absent is taken from `base`;
 * what has a wrong type or an unknown name too, and `warn` hears of it.
 */
export function readSettings(input: unknown, base: Settings, warn: (message: string) => void): Settings {
  const values = record(input);
  const version = expect(values, "version", isVersion, "a Seldon Core version such as 1.17.1", warn);
  const debounce = expect(values, "debounce", isDelay, "a number of milliseconds from 0 to 10000", warn);
  const yamlSyntax = expect(values, "yamlSyntax", isBoolean, "true or false", warn);
  const codeLens = expect(values, "codeLens", isBoolean, "true or false", warn);
  const kinds = record(values["codeLensKinds"]);
  const serverLens = expect(kinds, "server", isBoolean, "true or false", warn, "seldon.codeLensKinds");
  return {
    severities: { ...base.severities, ...readRules(values["rules"], warn) },
    seldonVersion: version ?? base.seldonVersion,
    debounce: debounce ?? base.debounce,
    yamlSyntax: yamlSyntax ?? base.yamlSyntax,
    codeLens: codeLens ?? base.codeLens,
    serverLens: serverLens ?? base.serverLens,
    inlayHints: readHintKinds(values["inlayHints"], base.inlayHints, warn),
  };
}

/** Each kind is on or off by itself: `{ port: false }`. */
function readHintKinds(
  input: unknown,
  base: ReadonlySet<InlayHintKind>,
  warn: (message: string) => void,
): ReadonlySet<InlayHintKind> {
  const values = record(input);
  const isOn = (kind: InlayHintKind): boolean =>
    expect(values, kind, isBoolean, "true or false", warn, "seldon.inlayHints") ?? base.has(kind);
  return new Set(INLAY_HINT_KINDS.filter(isOn));
}

/** Everything that holds for one document: the client's settings, and over them its configuration file. */
export interface DocumentSettings extends Settings {
  readonly servers: ClusterServers;
  readonly isTemplate: boolean;
  /** Nothing is reported in the document. */
  readonly isIgnored: boolean;
}

/** `file` is the document's path, where it has one. */
export function withConfig(
  settings: Settings,
  loaded: LoadedConfig | undefined,
  file: string | undefined,
): DocumentSettings {
  if (!loaded) return { ...settings, servers: {}, isTemplate: false, isIgnored: false };
  const { seldonVersion = settings.seldonVersion, severities, servers } = loaded.config;
  const verdict = file === undefined ? { isTemplate: false, isIgnored: false } : verdictFor(loaded, file);
  return { ...settings, severities: { ...settings.severities, ...severities }, seldonVersion, servers, ...verdict };
}

/** What the engine is asked with. The same object for the same settings and file name, so that the engine can compare cheaply. */
export function lintOptions(settings: DocumentSettings, fileName: string | undefined): LintOptions {
  // Nobody else looks at the YAML of a page.
  const severities: LintOptions["severities"] =
    settings.yamlSyntax || textKindOf(fileName)
      ? settings.severities
      : { ...settings.severities, "yaml-syntax": "off" };
  return {
    rules: settings.isIgnored ? NO_RULES : allRules,
    severities,
    seldonVersion: settings.seldonVersion,
    servers: settings.servers,
    isTemplate: settings.isTemplate,
    ...(fileName !== undefined && { fileName }),
  };
}

const NO_RULES: LintOptions["rules"] = [];

const LEVELS: ReadonlySet<unknown> = new Set(["off", "error", "warning", "information", "hint"] satisfies (
  Severity | "off"
)[]);
const RULE_IDS: ReadonlySet<string> = new Set(allRules.map(rule => rule.meta.id));

function readRules(input: unknown, warn: (message: string) => void): Record<string, Severity | "off"> {
  const rules: Record<string, Severity | "off"> = {};
  for (const [id, level] of Object.entries(record(input))) {
    if (!RULE_IDS.has(id))
      warn(`The setting seldon.rules names ${JSON.stringify(id)}, and there is no such rule. The entry is ignored.`);
    else if (isLevel(level)) rules[id] = level;
    else
      warn(
        `The setting seldon.rules gives ${id} the level ${JSON.stringify(level)}. Use off, error, warning, information or hint. The entry is ignored.`,
      );
  }
  return rules;
}

function expect<T>(
  values: Readonly<Record<string, unknown>>,
  name: string,
  accepts: (value: unknown) => value is T,
  wanted: string,
  warn: (message: string) => void,
  section = "seldon",
): T | undefined {
  const value = values[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (accepts(value)) return value;
  warn(`The setting ${section}.${name} is ${JSON.stringify(value)}, which is not ${wanted}. It is ignored.`);
  return undefined;
}

function record(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input) ? { ...input } : {};
}

function isLevel(value: unknown): value is Severity | "off" {
  return LEVELS.has(value);
}

function isVersion(value: unknown): value is string {
  return typeof value === "string" && /^1\.\d+(\.\d+)?$/.test(value);
}

function isDelay(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 10_000;
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}
