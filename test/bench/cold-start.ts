// From a cold VS Code to the first squiggle: ours and that of the smallest language extension, turn by turn in the same run.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { bundleOptions } from "../../scripts/bundle-options.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { prepareVsCodeServer, startVsCodeServer } from "../../scripts/vscode-server.ts";
import { readDiary } from "../support/diary.ts";
import { packagedExtension } from "../support/packaged-extension.ts";
import { launchChromium } from "../support/workbench.ts";
import { round, summarize, type Timing } from "./measure.ts";

export interface ColdStart {
  readonly ours: Timing;
  readonly hello: Timing;
  /** Milliseconds that ours takes longer, by the medians. */
  readonly difference: number;
}

/** An attempt with one error, on the screen without scrolling. */
const MANIFEST = "07-unknown-parameter.yaml";

/** @throws when the package is not there or VS Code cannot be had */
export async function benchColdStart(runs: number): Promise<ColdStart> {
  await prepareVsCodeServer();
  const hello = await packHello();
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  try {
    writeFileSync(path.join(folder, MANIFEST), readDiary(MANIFEST));
    // The first start of all fills the caches of the file system.
    await timeToFirstSquiggle(hello, folder);
    const times: { readonly ours: number[]; readonly hello: number[] } = { ours: [], hello: [] };
    for (let run = 0; run < runs; run++) {
      times.hello.push(await timeToFirstSquiggle(hello, folder));
      times.ours.push(await timeToFirstSquiggle(packagedExtension, folder));
    }
    const timings = { ours: summarize(times.ours), hello: summarize(times.hello) };
    return { ...timings, difference: round(timings.ours.median - timings.hello.median) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A new server, a new browser, a new profile; timed from the moment the page is asked for. */
async function timeToFirstSquiggle(vsix: string, folder: string): Promise<number> {
  const server = await startVsCodeServer({ trust: "all", installVsix: [vsix] });
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const start = performance.now();
      const file = server.remoteUri(path.join(folder, MANIFEST));
      await page.goto(server.folderUrl(folder, [["openFile", file]]), { waitUntil: "commit" });
      await page.locator(".editor-instance .squiggly-error").first().waitFor({ timeout: 60_000 });
      return performance.now() - start;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/** Bundles and packs the small extension as ours is. @returns absolute path of its VSIX */
async function packHello(): Promise<string> {
  const source = path.join(projectRoot, "test", "bench", "hello-language-server");
  const output = path.join(projectRoot, ".build", "hello-language-server");
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  await build({
    ...bundleOptions,
    entryPoints: [path.join(source, "extension.ts"), path.join(source, "server.ts")],
    outdir: output,
    external: ["vscode"],
    sourcemap: false,
  });
  copyFileSync(path.join(source, "package.json"), path.join(output, "package.json"));
  const vsix = path.join(output, "hello.vsix");
  const vsce = path.join(projectRoot, "node_modules", "@vscode", "vsce", "vsce");
  const flags = ["--no-dependencies", "--allow-missing-repository", "--skip-license"];
  const packed = spawnSync(process.execPath, [vsce, "package", ...flags, "--out", vsix], {
    cwd: output,
    encoding: "utf8",
  });
  if (packed.status !== 0) throw new Error(`The small extension could not be packed.\n${packed.stderr}`);
  return vsix;
}
