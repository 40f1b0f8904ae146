// `npm run playground`: installs and builds where needed, then starts the playground cluster and stays until Ctrl+C.
// Flags are handed on: see playground/src/bin.ts, or --help.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bootstrap } from "./bootstrap.mjs";
import { findNode } from "./find-node.mjs";
import { exitCodeOf, runProgram, step } from "./run-program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const program = path.join(root, "dist", "playground.js");

await bootstrap();
if (!existsSync(program)) {
  await step("Building", () =>
    runProgram(findNode(), ["--disable-warning=ExperimentalWarning", path.join(root, "scripts", "build.ts")], {
      cwd: root,
    }),
  );
}
process.exitCode = await exitCodeOf(findNode(), [program, ...process.argv.slice(2)], { cwd: root });
