// Reads the command line into a command, or into a sentence that says what is wrong with it.
import { parseArgs } from "node:util";
import { SEVERITIES, type Severity } from "../../../schemas/src/index.ts";
import { allRules, supportedVersion, SUPPORTED_SELDON_VERSIONS } from "../core/index.ts";
import { didYouMean } from "./did-you-mean.ts";
import { COMMAND_NAMES, OPTIONS, type CommandName } from "./options.ts";

export const LINT_FORMATS = ["text", "json", "sarif", "github", "junit", "codequality"] as const;
export type LintFormat = (typeof LINT_FORMATS)[number];

export interface LintCommand {
  readonly kind: "lint";
  /** As written; `-` is standard input. */
  readonly paths: readonly string[];
  readonly format: LintFormat;
  readonly output: string | undefined;
  readonly fix: "none" | "write" | "dry-run";
  /** The least severe finding that makes the exit code 1. */
  readonly threshold: Severity;
  readonly maxWarnings: number | undefined;
  readonly severities: Readonly<Record<string, Severity | "off">>;
  /** A file, or which one: the nearest of each manifest, or none. */
  readonly config: { readonly file: string } | "nearest" | "none";
  /** An earlier JSON report, whose findings are not reported again. */
  readonly baseline: string | undefined;
  /** A JSON file of what no manifest tells. */
  readonly facts: string | undefined;
  readonly seldonVersion: string | undefined;
  /** Whether folders are searched for pages, scripts and Dockerfiles, too. */
  readonly includeDocs: boolean;
  readonly stdinFileName: string | undefined;
  readonly maxSize: number | undefined;
  readonly color: ColorChoice;
}

export interface RulesCommand {
  readonly kind: "rules";
  readonly format: "text" | "json" | "markdown";
  readonly output: string | undefined;
}

export interface ExplainCommand {
  readonly kind: "explain";
  readonly rule: string;
}

export type ColorChoice = "always" | "never" | "auto";

export type Command =
  | LintCommand
  | RulesCommand
  | ExplainCommand
  | { readonly kind: "init" }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "invalid"; readonly message: string };

/** Never throws: what cannot be understood becomes the command `invalid` with a message for people. */
export function parseArguments(argv: readonly string[]): Command {
  try {
    return readCommand(argv);
  } catch (error) {
    if (error instanceof UsageError) return { kind: "invalid", message: error.message };
    throw error;
  }
}

/** Stays inside this file: the way out of a half-read command line. */
class UsageError extends Error {}

interface ParsedLine {
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

function readCommand(argv: readonly string[]): Command {
  const line = parseLine(argv);
  if (line.flags.has("help")) return { kind: "help" };
  if (line.flags.has("version")) return { kind: "version" };
  switch (line.command) {
    case "lint":
      return readLint(line);
    case "init":
      return readInit(line);
    case "rules":
      return readRules(line);
    case "explain":
      return readExplain(line);
  }
}

function parseLine(argv: readonly string[]): ParsedLine {
  const options = Object.fromEntries(
    OPTIONS.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short !== undefined && { short }) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const positionals = tokens.flatMap(token => (token.kind === "positional" ? [token.value] : []));
  const command = COMMAND_NAMES.find(name => name === positionals[0]);
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, value } = checkOption(
      token.name,
      token.rawName,
      token.value,
      token.inlineValue === true,
      command ?? "lint",
    );
    if (value === undefined) flags.add(name);
    else values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const [name, given] of values) {
    const isRepeatable = OPTIONS.find(option => option.name === name)?.isRepeatable === true;
    if (given.length > 1 && !isRepeatable) throw new UsageError(`The option --${name} is given ${given.length} times.`);
  }
  return {
    command: command ?? "lint",
    operands: command === undefined ? positionals : positionals.slice(1),
    flags,
    values,
  };
}

function checkOption(
  name: string,
  rawName: string,
  value: string | undefined,
  isInline: boolean,
  command: CommandName,
): { name: string; value: string | undefined } {
  const option = OPTIONS.find(candidate => candidate.name === name);
  if (!option) {
    const known = OPTIONS.filter(candidate => candidate.commands.includes(command)).map(
      candidate => `--${candidate.name}`,
    );
    throw new UsageError(`There is no option ${rawName}.${didYouMean(rawName, known)}`);
  }
  if (!option.commands.includes(command)) throw new UsageError(`The command "${command}" has no option --${name}.`);
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`The option --${name} takes no value.`);
    return { name, value: undefined };
  }
  // Without this, `--output --fix` would write to a file called "--fix".
  const isMissing = value === undefined || value === "" || (!isInline && value.startsWith("-"));
  if (isMissing) throw new UsageError(`The option --${name} needs a value: --${name}=${option.value}.`);
  return { name, value };
}

function readLint({ operands, flags, values }: ParsedLine): LintCommand {
  const one = (name: string): string | undefined => values.get(name)?.[0];
  const command: LintCommand = {
    kind: "lint",
    paths: operands.length === 0 ? ["."] : operands,
    format: choice("format", one("format") ?? "text", LINT_FORMATS),
    output: one("output"),
    fix: flags.has("fix-dry-run") ? "dry-run" : flags.has("fix") ? "write" : "none",
    threshold: choice("severity", one("severity") ?? "error", SEVERITIES),
    maxWarnings: wholeNumber("max-warnings", one("max-warnings")),
    severities: readSeverities(values.get("rule") ?? []),
    config: readConfigChoice(one("config"), flags),
    baseline: one("baseline"),
    facts: one("facts"),
    seldonVersion: readSeldonVersion(one("seldon-version")),
    includeDocs: flags.has("include-docs"),
    stdinFileName: one("stdin-filename"),
    maxSize: wholeNumber("max-size", one("max-size")),
    color: flags.has("no-color") ? "never" : flags.has("color") ? "always" : "auto",
  };
  refuseContradictions(command, flags);
  return command;
}

function refuseContradictions({ paths, fix, format }: LintCommand, flags: ReadonlySet<string>): void {
  const refuse = (message: string): never => {
    throw new UsageError(message);
  };
  if (flags.has("fix") && flags.has("fix-dry-run")) refuse("Use either --fix or --fix-dry-run, not both.");
  if (flags.has("color") && flags.has("no-color")) refuse("Use either --color or --no-color, not both.");
  if (fix === "dry-run" && format !== "text")
    refuse("--fix-dry-run prints a diff, so it cannot be combined with --format.");
  if (!paths.includes("-")) return;
  if (fix === "write")
    refuse("Text from standard input cannot be fixed in place. Use --fix-dry-run to get the changes as a diff.");
  if (paths.length > 1) refuse("Standard input (-) cannot be combined with other paths.");
}

function readRules({ operands, values }: ParsedLine): RulesCommand {
  if (operands.length > 0)
    throw new UsageError(
      `The command "rules" takes no arguments. To read about one rule: explain ${operands[0] ?? "RULE"}.`,
    );
  return {
    kind: "rules",
    format: choice("format", values.get("format")?.[0] ?? "text", ["text", "json", "markdown"]),
    output: values.get("output")?.[0],
  };
}

function readInit({ operands }: ParsedLine): Command {
  if (operands.length > 0)
    throw new UsageError('The command "init" takes no arguments: it writes to the current folder.');
  return { kind: "init" };
}

function readExplain({ operands }: ParsedLine): ExplainCommand {
  const [rule, ...others] = operands;
  if (rule === undefined || others.length > 0)
    throw new UsageError('The command "explain" takes the id of one rule, such as: explain traffic-sum.');
  return { kind: "explain", rule: knownRule(rule) };
}

function readSeverities(settings: readonly string[]): Record<string, Severity | "off"> {
  return Object.fromEntries(
    settings.map(setting => {
      const [id = "", level, ...rest] = setting.split("=");
      if (level === undefined || rest.length > 0)
        throw new UsageError(`--rule takes the form ID=LEVEL, such as --rule traffic-sum=off. Given: "${setting}".`);
      return [knownRule(id), choice(`rule ${id}=`, level, ["off", ...SEVERITIES])];
    }),
  );
}

function knownRule(id: string): string {
  const ids = allRules.map(rule => rule.meta.id);
  if (ids.includes(id)) return id;
  throw new UsageError(`There is no rule "${id}".${didYouMean(id, ids)} The command "rules" lists all of them.`);
}

function readConfigChoice(file: string | undefined, flags: ReadonlySet<string>): LintCommand["config"] {
  if (file === undefined) return flags.has("no-config") ? "none" : "nearest";
  if (flags.has("no-config")) throw new UsageError("Use either --config or --no-config, not both.");
  return { file };
}

function readSeldonVersion(version: string | undefined): string | undefined {
  if (version === undefined) return undefined;
  const known = supportedVersion(version);
  if (known !== undefined) return known;
  throw new UsageError(
    `--seldon-version knows ${list(SUPPORTED_SELDON_VERSIONS)} and their patch releases, not "${version}".`,
  );
}

function choice<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find(candidate => candidate === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${name} takes ${list(allowed)}, not "${value}".${didYouMean(value, allowed)}`);
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value);
  throw new UsageError(`--${name} takes a whole number, not "${value}".`);
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}
