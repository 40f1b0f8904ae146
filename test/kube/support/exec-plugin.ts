// A credential plugin for tests: a script that hands out tokens from a file, one a line, the last one for ever.
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

export interface ExecPlugin {
  /** For `user` in a kubeconfig. */
  readonly exec: Record<string, unknown>;
  /** What KUBERNETES_EXEC_INFO held, once for each run. */
  runs(): unknown[];
}

/** Tokens are handed out in turn. */
export function execPlugin(tokens: readonly string[], status: object = {}): ExecPlugin {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-plugin-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const runs = path.join(folder, "runs");
  const script = path.join(folder, "plugin");
  appendFileSync(runs, "");
  writeFileSync(
    script,
    `#!${process.execPath}
const fs = require("node:fs");
fs.appendFileSync(${JSON.stringify(runs)}, process.env.KUBERNETES_EXEC_INFO + "\\n");
const tokens = ${JSON.stringify(tokens)};
const run = fs.readFileSync(${JSON.stringify(runs)}, "utf8").trim().split("\\n").length;
const token = tokens[Math.min(run, tokens.length) - 1];
if (token === "fail") { console.error("You must be logged in, token " + "x".repeat(80)); process.exit(1); }
console.log(JSON.stringify({ apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status: { token, ...${JSON.stringify(status)} } }));
`,
  );
  chmodSync(script, 0o755);
  return {
    exec: {
      apiVersion: "client.authentication.k8s.io/v1",
      command: script,
      interactiveMode: "Never",
      provideClusterInfo: true,
    },
    runs: () =>
      readFileSync(runs, "utf8")
        .split("\n")
        .filter(Boolean)
        .map(line => {
          const info: unknown = JSON.parse(line);
          return info;
        }),
  };
}
