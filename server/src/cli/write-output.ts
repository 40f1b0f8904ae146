// Where a command's text goes, and what is said when it cannot get there.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TOOL_NAME, type CommandIo } from "./command-io.ts";
import { reasonOf } from "./files.ts";

/** Writes to a file or to standard output; false where that failed, which is then told. */
export function writeOutput(text: string, output: string | undefined, io: CommandIo): boolean {
  if (output === undefined) {
    io.stdout.write(text);
    return true;
  }
  try {
    const target = path.resolve(io.cwd, output);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    return true;
  } catch (error) {
    complain(io, `The report cannot be written to "${output}" (${reasonOf(error)}).`);
    return false;
  }
}

export function complain(io: CommandIo, problem: string): void {
  io.stderr.write(`${TOOL_NAME}: ${problem}\n`);
}
