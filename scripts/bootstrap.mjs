// Installs the packages of the lock file if they are missing or of another lock file. Plain JavaScript without
// dependencies: the first thing `npm start` and `npm test` do on a fresh clone, on any Node from 20 on.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runProgram, step } from "./run-program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const lockFile = path.join(root, "package-lock.json");
const modules = path.join(root, "node_modules");
const marker = path.join(modules, ".seldon-lock-hash");

/**
 * Brings node_modules to the state of package-lock.json. Needs the registry only when something has to be done.
 * @throws when npm fails; its own output says why
 */
export async function bootstrap() {
  const wanted = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  if (!installedByHand()) {
    await step("Installing the packages of package-lock.json (npm ci)", async () => {
      const npm = npmCommand();
      await runProgram(
        npm.file,
        [...npm.args, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        { cwd: root },
      );
    });
  }
  writeFileSync(marker, wanted);
}

/** After an `npm ci` typed by the user, npm's own record is at least as new as the lock file. */
function installedByHand() {
  const record = path.join(modules, ".package-lock.json");
  return existsSync(record) && statSync(record).mtimeMs >= statSync(lockFile).mtimeMs;
}

/**
 * npm without a shell: its own script where it can be found, else the program on the PATH.
 * @returns {{ file: string, args: string[] }}
 */
function npmCommand() {
  const beside = path.dirname(process.execPath);
  const scripts = [
    process.env["npm_execpath"] ?? "",
    path.join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const script = scripts.find(file => file.endsWith("npm-cli.js") && existsSync(file));
  return script === undefined ? { file: "npm", args: [] } : { file: process.execPath, args: [script] };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await bootstrap();
