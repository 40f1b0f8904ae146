// The seldon-predict program: the only place of it that touches the process.
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { run } from "./run.ts";

/** Put in by the bundler. */
declare const PACKAGE_VERSION: string;

const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => abort.abort());

// A reader that has seen enough, such as `head`, is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const here = path.dirname(fileURLToPath(import.meta.url));
run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  server: path.join(here, "server.js"),
  version: PACKAGE_VERSION,
  signal: abort.signal,
  out: text => void process.stdout.write(text),
  error: text => void process.stderr.write(text),
}).then(
  code => {
    // Not process.exit: what is still on its way into a pipe would be lost.
    process.exitCode = abort.signal.aborted ? 130 : code;
  },
  (error: unknown) => {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`seldon-predict: The program itself failed. Please report this.\n${details}\n`);
    process.exitCode = 2;
  },
);
