// The programs as people start them: the language server over stdio, and the command line.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { projectRoot } from "../../scripts/project-root.ts";
import { builtServer, LspClient } from "../support/lsp-client.ts";
import type { BenchInput } from "./inputs.ts";
import { longDeployment, typingPlace } from "./manifests.ts";
import { measure, measureSync, type Timing } from "./measure.ts";

const URI = "file:///bench/manifest.yaml";

/** From the change notification to the diagnostics of that version, without a debounce. */
export async function benchKeystrokeOverStdio({ text, runs }: BenchInput): Promise<Timing> {
  const client = await LspClient.start({ program: builtServer() });
  try {
    await client.open(URI, text);
    await client.diagnostics(URI);
    const place = client.document(URI).positionAt(typingPlace(text));
    return await measure(
      async round => {
        const isTyped = round % 2 === 0;
        const end = { line: place.line, character: place.character + (isTyped ? 0 : 1) };
        const version = await client.change(URI, isTyped ? "0" : "", { start: place, end });
        await client.diagnostics(URI, version);
      },
      { runs, warmUp: Math.max(10, Math.round(runs / 3)) },
    );
  } finally {
    await client.stop();
  }
}

/** From the start of the process to the diagnostics of the first document. */
export async function benchServerStart(): Promise<Timing> {
  const text = longDeployment(50);
  return measure(
    async () => {
      const client = await LspClient.start({ program: builtServer() });
      await client.open(URI, text);
      await client.diagnostics(URI);
      void client.stop();
    },
    { runs: 15, warmUp: 2 },
  );
}

export interface CliTiming {
  /** One small file, from the start of the process to its end. */
  readonly oneFile: Timing;
  /** A Node that does nothing, as the floor. */
  readonly bareNode: Timing;
}

/** Undefined where the bundle is not built. */
export function benchCommandLine(): CliTiming | undefined {
  const launcher = path.join(projectRoot, "bin/seldon-lint.js");
  if (!existsSync(path.join(projectRoot, "dist/cli.js"))) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  try {
    const file = path.join(folder, "manifest.yaml");
    writeFileSync(file, longDeployment(50));
    const start = (args: readonly string[]): Timing =>
      measureSync(() => spawnSync(process.execPath, args), { runs: 25, warmUp: 3 });
    return { oneFile: start([launcher, file]), bareNode: start(["-e", "0"]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
