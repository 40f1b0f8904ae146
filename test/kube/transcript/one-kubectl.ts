// Which kubectl is run: Google's picks another one for each server, and a comparison needs the same for both.
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/** The path of a kubectl 1.32 beside the one on the path, else that one. */
export function oneKubectl(): string {
  const found = (process.env["PATH"] ?? "").split(path.delimiter).map(folder => path.join(folder, "kubectl"));
  const first = found.find(existsSync);
  const chosen = first === undefined ? "" : path.join(path.dirname(realpathSync(first)), "kubectl.1.32");
  return existsSync(chosen) ? chosen : "kubectl";
}
