// Where the package lies and which version it has. The bundles know their version from the build.
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";

declare const PACKAGE_VERSION: string | undefined;

const PACKAGE_NAME = "seldon-deployments";

export interface PackageInfo {
  /** Folder of package.json, below which the rule pages and the schema lie; undefined where the program stands alone. */
  readonly root: string | undefined;
  readonly version: string;
}

/** Looks for the package upwards from the program that was started. */
export function findPackage(program: string | undefined): PackageInfo {
  const found = program === undefined ? undefined : nearestPackage(path.dirname(realPath(program)));
  const version = typeof PACKAGE_VERSION === "string" ? PACKAGE_VERSION : (found?.version ?? "unknown");
  return { root: found?.root, version };
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // A program that was replaced while it runs still has the path it was started by.
    return file;
  }
}

function nearestPackage(folder: string): { root: string; version: string } | undefined {
  const manifest = readManifest(path.join(folder, "package.json"));
  if (manifest?.name === PACKAGE_NAME) return { root: folder, version: manifest.version };
  const parent = path.dirname(folder);
  return parent === folder ? undefined : nearestPackage(parent);
}

function readManifest(file: string): { name: string; version: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof parsed !== "object" || parsed === null) return undefined;
    const name = "name" in parsed && typeof parsed.name === "string" ? parsed.name : "";
    const version = "version" in parsed && typeof parsed.version === "string" ? parsed.version : "unknown";
    return { name, version };
  } catch {
    // Most folders on the way up have no package.json.
    return undefined;
  }
}
