// `npm run check`: everything that can be said of the code without running the product. Runs all steps, then says which failed.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { projectRoot } from "./project-root.ts";

interface Step {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
}

const steps: readonly Step[] = [
  { name: "generated files", script: "scripts/gen.ts", args: ["--check"] },
  { name: "format", script: "node_modules/prettier/bin/prettier.cjs", args: ["--check", "--log-level", "warn", "."] },
  { name: "types", script: "node_modules/typescript/bin/tsc", args: ["--build", "--pretty", "false"] },
  { name: "lint", script: "node_modules/eslint/bin/eslint.js", args: ["--max-warnings", "0", "."] },
  { name: "import rules", script: "node_modules/vitest/vitest.mjs", args: ["run", "test/architecture"] },
  { name: "dead code", script: "node_modules/knip/bin/knip.js", args: ["--no-progress"] },
];

const failed: string[] = [];
for (const { name, script, args } of steps) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (status !== 0) {
    failed.push(name);
    console.log([stdout, stderr].join("\n").trim());
  }
}
console.log(`${steps.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
