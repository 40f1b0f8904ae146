// Command lines of our programs, each described by one table: how it is read, and how its help prints it.
import { parseArgs } from "node:util";

export interface OptionSpec {
  readonly name: string;
  /** Name of its value; absent for a switch. */
  readonly value?: string;
  readonly isRepeatable?: true;
  readonly help: string;
}

/** Options that every program has. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { name: "help", help: "Prints this." },
  { name: "version", help: "Prints the version." },
];

export interface Arguments {
  /** What is no option. */
  readonly positionals: readonly string[];
  readonly has: (name: string) => boolean;
  /** Values in the order given. */
  readonly list: (name: string) => readonly string[];
  readonly one: (name: string) => string | undefined;
}

/** What programs without other work than to speak of themselves do. */
export type Otherwise =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  /** A sentence that says what is wrong. */
  | { readonly kind: "invalid"; readonly message: string };

/**
 * Never throws.
 * @param read makes of it what is to be done; throws an error whose message says what is wrong
 */
export function readCommandLine<T>(
  argv: readonly string[],
  options: readonly OptionSpec[],
  read: (given: Arguments) => T,
  { allowPositionals = false }: { readonly allowPositionals?: boolean } = {},
): T | Otherwise {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals, options: parserOptions(options) });
    const list = (name: string): readonly string[] => [values[name] ?? []].flat().map(String);
    if (values["help"] === true) return { kind: "help" };
    if (values["version"] === true) return { kind: "version" };
    return read({ positionals, list, has: name => values[name] === true, one: name => list(name)[0] });
  } catch (error) {
    return { kind: "invalid", message: error instanceof Error ? firstSentence(error.message) : String(error) };
  }
}

/** One line for each option, its description in a column of its own. */
export function optionLines(options: readonly OptionSpec[]): string {
  const heads = options.map(({ name, value }) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...heads.map(head => head.length)) + 2;
  return options.map(({ help }, index) => `  ${(heads[index] ?? "").padEnd(width)}${help}`).join("\n");
}

function parserOptions(
  options: readonly OptionSpec[],
): Record<string, { readonly type: "boolean" | "string"; readonly multiple: boolean }> {
  return Object.fromEntries(
    options.map(({ name, value, isRepeatable = false }) => [
      name,
      { type: value === undefined ? "boolean" : "string", multiple: isRepeatable },
    ]),
  );
}

/** Node adds advice about `--` that helps nobody here. */
function firstSentence(message: string): string {
  return message.split(". ", 1)[0] ?? message;
}
