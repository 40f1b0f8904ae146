// The command line without the process around it: arguments in, exit code out.
import { parseArguments } from "./arguments.ts";
import { TOOL_NAME, type CommandIo, type ExitCode } from "./command-io.ts";
import { helpText } from "./help.ts";
import { initCommand } from "./init-command.ts";
import { lintCommand } from "./lint-command.ts";
import { explainCommand, rulesCommand } from "./rules-command.ts";
import { TOOL_VERSION } from "./tool-version.ts";

/** Runs one command. `argv` begins after the program's name. Reports go to `io.stdout`, everything else to `io.stderr`. */
export async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const command = parseArguments(argv);
  switch (command.kind) {
    case "lint":
      return lintCommand(command, io);
    case "init":
      return initCommand(io);
    case "rules":
      return rulesCommand(command, io);
    case "explain":
      return explainCommand(command, io);
    case "help":
      io.stdout.write(helpText());
      return 0;
    case "version":
      io.stdout.write(`${TOOL_VERSION}\n`);
      return 0;
    case "invalid":
      io.stderr.write(`${TOOL_NAME}: ${command.message}\nRun "${TOOL_NAME} --help" for all commands and options.\n`);
      return 2;
  }
}
