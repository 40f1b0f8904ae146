// A real rclone for tests, as old as the initializer's: the one of the PATH, or Debian's package (1.60.1), unpacked and not installed.
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

const CACHE = process.env["RCLONE_CACHE"] ?? path.join(homedir(), ".cache", "rclone-debian");

/** Path of the program, or why there is none here. */
export function findRclone(): { readonly program: string } | { readonly lacks: string } {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), path.join(CACHE, "usr", "bin")];
  const find = (): string | undefined => folders.map(folder => path.join(folder, "rclone")).find(isOfThatTime);
  const lacks = find() === undefined ? unpackPackage() : undefined;
  const program = find();
  return program === undefined ? { lacks: lacks ?? "Debian's package to be of rclone 1.60" } : { program };
}

/** Later versions word errors in another way, and some end differently. */
function isOfThatTime(program: string): boolean {
  if (!existsSync(program)) return false;
  const { stdout } = spawnSync(program, ["version"], { encoding: "utf8", timeout: 60_000 });
  return /^rclone v1\.(?:59|60)\b/.test(stdout);
}

/**
 * Beside the cache first, since other test files may do the same at this moment; the program then appears there all at once.
 * @returns why it could not be done
 */
function unpackPackage(): string | undefined {
  if (process.platform !== "linux") return "rclone 1.59 or 1.60 on the PATH, or a Debian to take its package from";
  const target = path.join(CACHE, "usr", "bin");
  mkdirSync(target, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, "unpacked-"));
  const run = (file: string, ...args: string[]): string | undefined => {
    const { status, stderr, error } = spawnSync(file, args, { cwd: folder, encoding: "utf8", timeout: 120_000 });
    return status === 0 ? undefined : (error?.message ?? stderr.slice(-300));
  };
  try {
    const failed = run("apt-get", "download", "rclone");
    if (failed !== undefined) return `the Debian package rclone, which apt-get could not download: ${failed}`;
    const file = readdirSync(folder).find(name => name.endsWith(".deb"));
    const unpacked = file === undefined ? "the package's file" : run("dpkg", "-x", file, ".");
    if (unpacked === undefined) renameSync(path.join(folder, "usr", "bin", "rclone"), path.join(target, "rclone"));
    return unpacked;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface RcloneRun {
  readonly exitCode: number;
  /** Both streams. */
  readonly output: string;
  /** What lies in the destination afterwards, by path. */
  readonly files: readonly string[];
}

/** What the initializer's image sets (seldon-facts §4 "Image content"). */
const IMAGE_ENVIRONMENT = {
  RCLONE_CONFIG_GS_TYPE: "google cloud storage",
  RCLONE_CONFIG_GS_ANONYMOUS: "true",
  RCLONE_VERBOSE: "1",
};

/**
 * Runs `rclone copy <modelUri> <folder>` with the environment that the initializer would have, and nothing of ours.
 * @param proxy through which it goes to names that only a cluster knows
 */
export async function runInitializer(
  program: string,
  modelUri: string,
  environment: Readonly<Record<string, string>>,
  proxy?: string,
): Promise<RcloneRun> {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-rclone-"));
  const target = path.join(folder, "models");
  const env = {
    ...{ ...IMAGE_ENVIRONMENT, HOME: path.join(folder, "no-home"), AWS_EC2_METADATA_DISABLED: "true" },
    ...(proxy !== undefined && { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }),
    // Each of the three attempts would repeat a failed request ten times, with growing pauses.
    ...{ RCLONE_LOW_LEVEL_RETRIES: "1", ...environment },
  };
  try {
    return await new Promise(resolve => {
      execFile(program, ["copy", modelUri, target], { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ exitCode, output: stdout + stderr, files: filesBelow(target) });
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
