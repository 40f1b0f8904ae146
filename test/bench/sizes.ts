// What is shipped, in bytes.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../../scripts/project-root.ts";

export interface FileSize {
  readonly file: string;
  readonly bytes: number;
  readonly gzipped?: number;
}

/** The bundles and the VSIX, as far as they are built. */
export function shippedSizes(): readonly FileSize[] {
  const bundles = filesIn("dist", /\.js$/).map(file => {
    const content = readFileSync(path.join(projectRoot, file));
    return { file, bytes: content.length, gzipped: gzipSync(content).length };
  });
  const packages = [...filesIn(".", /\.vsix$/), ...filesIn(".artifacts", /\.vsix$/)];
  return [...bundles, ...packages.map(file => ({ file, bytes: statSync(path.join(projectRoot, file)).size }))];
}

function filesIn(folder: string, pattern: RegExp): string[] {
  const absolute = path.join(projectRoot, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute)
    .filter(name => pattern.test(name))
    .map(name => path.posix.join(folder, name))
    .sort();
}
