// Entry of `seldon-language-server`: reads the arguments and starts the server on the transport they name.
import "./display-language.ts";
import process from "node:process";
import { parseArgs } from "node:util";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./server.ts";
import { findPackage } from "./version.ts";

const USAGE = `Usage: seldon-language-server --stdio | --node-ipc

Language server for Seldon Core manifests: diagnostics, quick fixes, hover, completion and outline.

  --stdio               talk over standard input and output
  --node-ipc            talk over Node's channel to the parent process, as VS Code does
  --clientProcessId ID  exit when this process is gone
  --version             print the version
  --help                print this text
`;

function main(args: readonly string[]): void {
  const { root, version } = findPackage(process.argv[1]);
  const flags = readFlags(args);
  if ("problem" in flags) refuse(flags.problem);
  else if (flags.help) process.stdout.write(USAGE);
  else if (flags.version) process.stdout.write(`${version}\n`);
  else if (flags.stdio === flags.ipc) refuse("Say how to talk to the client: either --stdio or --node-ipc.");
  else if (flags.ipc && !process.send) refuse("--node-ipc needs a parent process with a Node channel. Use --stdio.");
  else serve(root, version);
}

function serve(packageRoot: string | undefined, version: string): void {
  // The library reads the transport from the same arguments, and takes the console away from standard output.
  const connection = createConnection(ProposedFeatures.all);
  process.on("disconnect", () => process.exit());
  process.on("uncaughtException", error => connection.console.error(`Uncaught: ${error.stack ?? error.message}`));
  process.on("unhandledRejection", reason => connection.console.error(`Unhandled rejection: ${String(reason)}`));
  startServer(connection, { packageRoot, version });
}

interface Flags {
  readonly stdio: boolean;
  readonly ipc: boolean;
  readonly version: boolean;
  readonly help: boolean;
}

function readFlags(args: readonly string[]): Flags | { problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stdio: { type: "boolean" },
        "node-ipc": { type: "boolean" },
        clientProcessId: { type: "string" },
        version: { type: "boolean", short: "v" },
        help: { type: "boolean", short: "h" },
      },
    });
    return {
      stdio: values.stdio === true,
      ipc: values["node-ipc"] === true,
      version: values.version === true,
      help: values.help === true,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function refuse(problem: string): void {
  process.stderr.write(`seldon-language-server: ${problem}\n\n${USAGE}`);
  process.exitCode = 2;
}

main(process.argv.slice(2));
