// Compiles the suites of test/e2e/suite to what an extension host can load: CommonJS, with `vscode` and `mocha` left out.
import { rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { globSync } from "tinyglobby";
import { projectRoot } from "../../scripts/project-root.ts";

/**
 * @param sourceDirectory folder with index.ts and *.suite.ts; the project's own unless said otherwise
 * @returns absolute path of the compiled index, for VS Code's `extensionTestsPath`
 */
export async function buildExtensionHostSuite(
  sourceDirectory = path.join(projectRoot, "test", "e2e", "suite"),
): Promise<string> {
  const outputDirectory = path.join(projectRoot, ".build", "extension-host-suite");
  rmSync(outputDirectory, { recursive: true, force: true });
  await build({
    entryPoints: [
      path.join(projectRoot, "test", "e2e", "suite", "index.ts"),
      ...globSync("*.suite.ts", { cwd: sourceDirectory, absolute: true }),
    ],
    bundle: true,
    entryNames: "[name]",
    external: ["vscode", "mocha"],
    format: "cjs",
    logLevel: "warning",
    outdir: outputDirectory,
    platform: "node",
    sourcemap: "inline",
    target: "node22",
  });
  return path.join(outputDirectory, "index.js");
}
