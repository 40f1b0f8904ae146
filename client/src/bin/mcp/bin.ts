// The seldon-mcp program: the only place of it that touches the process. Standard output belongs to the protocol.
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArguments } from "./arguments.ts";
import { helpText } from "./help.ts";
import { serve } from "./serve.ts";

/** Put in by the bundler. */
declare const PACKAGE_VERSION: string;

const command = parseArguments(process.argv.slice(2));
switch (command.kind) {
  case "help":
    process.stdout.write(helpText());
    break;
  case "version":
    process.stdout.write(`${PACKAGE_VERSION}\n`);
    break;
  case "invalid":
    process.stderr.write(`seldon-mcp: ${command.message}. --help lists the options.\n`);
    process.exitCode = 2;
    break;
  case "serve": {
    const error = (text: string): void => void process.stderr.write(`seldon-mcp: ${text}\n`);
    const packageRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
    const close = serve(command, {
      cwd: process.cwd(),
      env: process.env,
      packageRoot,
      version: PACKAGE_VERSION,
      error,
    });
    const end = (): void => void close().catch((reason: unknown) => error(String(reason)));
    // The agent's program closes the connection by closing our input, or asks us to end.
    process.stdin.once("end", end).once("close", end);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void process.stdin.destroy());
  }
}
