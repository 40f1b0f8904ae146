// Writes every generated file from its source, or with --check says which of them are out of date and fails.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { registryFile } from "./gen/registry.ts";
import { projectRoot } from "./project-root.ts";

/** A generated file: its path from the project's root and its text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** A folder that holds generated files only: whatever else lies there is stale. */
const OWNED_FOLDERS = ["docs/rules"];

const isCheck = process.argv.includes("--check");

// The registry comes first and by itself: everything else is made from the rules it lists.
const stale = [...write([registryFile()])];
const { generatedFiles } = await import("./gen/files.ts");
const files = await generatedFiles();
stale.push(...write(files), ...removeStale(files));

if (isCheck && stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}\nRun "npm run gen" and commit the result.`);
  process.exit(1);
}
console.log(
  isCheck
    ? "Generated files are up to date."
    : `Generated files written: ${stale.length === 0 ? "none had changed" : stale.join(", ")}.`,
);

function write(generated: readonly GeneratedFile[]): string[] {
  const changed = generated.filter(file => read(file.path) !== file.text);
  if (!isCheck) {
    for (const file of changed) {
      const target = path.join(projectRoot, file.path);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, file.text);
    }
  }
  return changed.map(file => file.path);
}

function removeStale(generated: readonly GeneratedFile[]): string[] {
  const known = new Set(generated.map(file => file.path));
  const extra = OWNED_FOLDERS.flatMap(folder =>
    existsSync(path.join(projectRoot, folder))
      ? readdirSync(path.join(projectRoot, folder)).map(name => `${folder}/${name}`)
      : [],
  ).filter(file => !known.has(file));
  if (!isCheck) for (const file of extra) rmSync(path.join(projectRoot, file), { recursive: true });
  return extra;
}

function read(file: string): string | undefined {
  const target = path.join(projectRoot, file);
  return existsSync(target) ? readFileSync(target, "utf8") : undefined;
}
