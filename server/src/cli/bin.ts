// The seldon-lint program: the only place of the command line that touches the process.
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { TOOL_NAME, type CommandIo, type TextSink } from "./command-io.ts";
import { run } from "./run.ts";
import { helpWithTasks } from "./run-tasks.ts";

if (isMainThread) main();
else helpWithTasks();

function main(): void {
  const io: CommandIo = {
    cwd: process.cwd(),
    env: process.env,
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    readStdin,
    program: new URL(import.meta.url),
  };

  // A reader that has seen enough, such as `head`, is no failure of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

  run(process.argv.slice(2), io).then(
    code => {
      // Not process.exit: what is still on its way into a pipe would be lost.
      process.exitCode = code;
    },
    (error: unknown) => {
      const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(
        `${TOOL_NAME}: The program itself failed. Please report this with the lines below.\n${details}\n`,
      );
      process.exitCode = 2;
    },
  );
}

function sink(stream: NodeJS.WriteStream): TextSink {
  return { isTerminal: stream.isTTY, columns: stream.columns, write: text => void stream.write(text) };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin)
    chunks.push(chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}
