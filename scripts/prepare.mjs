// `prepare`, which npm runs in a clone that is to be installed or packed, as pre-commit does it: builds dist/ where it is missing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "./find-node.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const isBuilt = existsSync(path.join(root, "dist", "cli.js"));
// Without the development packages, as after `npm ci --omit=dev`, there is nothing to build with.
const canBuild = existsSync(path.join(root, "node_modules", "esbuild"));

if (!isBuilt && canBuild) {
  const build = path.join(root, "scripts", "build.ts");
  const { status } = spawnSync(findNode(), ["--disable-warning=ExperimentalWarning", build], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} else if (!isBuilt) {
  console.error(
    "dist/ is not built, because the development packages are missing. Run npm ci without --omit=dev first.",
  );
}
