// A folder for one test, outside the project, that is removed afterwards.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

export interface ScratchFolder {
  readonly path: string;
  read(name: string): string;
}

/** Must be called inside a test. Names may contain folders, with forward slashes. */
export function scratchFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): ScratchFolder {
  const root = mkdtempSync(path.join(os.tmpdir(), "seldon-test-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(root, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return { path: root, read: name => readFileSync(path.join(root, name), "utf8") };
}
