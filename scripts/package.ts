// `npm run package`: builds and packs the VSIX into .artifacts/.
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { projectRoot } from "./project-root.ts";

/** Where the VSIX goes, from the project's root. */
const VSIX = ".artifacts/seldon-deployments.vsix";

mkdirSync(path.join(projectRoot, ".artifacts"), { recursive: true });
run("scripts/build.ts");
// Dependencies are bundled, so none is packed; links in the README are left as they are, since there is no repository to point to.
run(
  "node_modules/@vscode/vsce/vsce",
  "package",
  "--no-dependencies",
  "--no-rewrite-relative-links",
  "--allow-missing-repository",
  "--skip-license",
  "--out",
  VSIX,
);
const megabytes = statSync(path.join(projectRoot, VSIX)).size / 1_000_000;
console.log(`Packed ${VSIX}: ${megabytes.toFixed(2)} MB.`);

function run(script: string, ...args: string[]): void {
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: projectRoot,
    stdio: "inherit",
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
