// Finds a Node that can run the project's TypeScript directly and @kubernetes/client-node: 22.18 or newer.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** First minor of Node 22 that strips types without a flag. Everything from 24 on qualifies. */
const MINIMUM = { major: 22, minor: 18 };

/** @param {string} version as in `process.versions.node` */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > MINIMUM.major || (major === MINIMUM.major && minor >= MINIMUM.minor);
}

/**
 * Path of the Node to use. Falls back to the npm packages that carry a Node for this platform.
 * @returns {string}
 */
export function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const binary = process.platform === "win32" ? "node.exe" : path.join("bin", "node");
  const platform = process.platform === "win32" ? "win" : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    for (const file of [
      path.join(root, "node_modules", name, binary),
      path.join(root, "node_modules", name, "bin", "node.exe"),
    ]) {
      if (existsSync(file)) return file;
    }
  }
  throw new Error(
    `Node ${process.versions.node} is too old and no newer one is installed for ${process.platform}-${process.arch}. ` +
      `Run "npm ci", or install Node ${MINIMUM.major}.${MINIMUM.minor} or newer.`,
  );
}
