// The help text, made from the table of commands and options.
import { TOOL_NAME } from "./command-io.ts";
import { COMMAND_NAMES, COMMANDS, OPTIONS, type OptionSpec } from "./options.ts";
import { wrapText } from "./wrap-text.ts";

const WIDTH = 100;
const OPTION_COLUMN = 28;

export function helpText(): string {
  const commands = COMMAND_NAMES.map(name => row(`  ${TOOL_NAME} ${COMMANDS[name].usage}`, COMMANDS[name].help, 6));
  const options = OPTIONS.map(option => row(`  ${signature(option)}`, option.help, OPTION_COLUMN));
  return `Finds what keeps SeldonDeployment manifests (Seldon Core v1) from deploying and serving.

Usage
${commands.join("\n")}

Paths are files, folders (searched for *.yaml, *.yml and *.json), globs in quotes, or - for
standard input.

Options
${options.join("\n")}

Exit codes
  0  nothing found at or above --severity
  1  something found at or above --severity, or more warnings than --max-warnings
  2  could not run: wrong usage or configuration, an unreadable file, or a rule that crashed
`;
}

function signature({ name, short, value }: OptionSpec): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}

/** A term with its explanation beside it, or below it where the term is long. */
function row(term: string, help: string, column: number): string {
  const lines = wrapText(help, WIDTH - column);
  const [first = "", ...rest] = lines;
  const indent = " ".repeat(column);
  const isShort = term.length + 2 <= column;
  const head = isShort
    ? [term.padEnd(column) + first, ...rest.map(line => indent + line)]
    : [term, ...lines.map(line => indent + line)];
  return head.join("\n");
}
