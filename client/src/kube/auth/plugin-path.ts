// Finds the program of a credential plugin, also when VS Code was started from the desktop and has a short PATH.
import { access, constants } from "node:fs/promises";
import path from "node:path";
import type { Environment } from "../kubeconfig/locate.ts";

/** Folders that shells add to PATH and a desktop session does not. Looked through after PATH itself. */
export function usualFolders(env: Environment, home: string, platform: string): readonly string[] {
  if (platform === "win32") {
    const programs = env["ProgramFiles"] ?? "C:\\Program Files";
    const local = env["LOCALAPPDATA"] ?? path.win32.join(home, "AppData", "Local");
    return [
      path.win32.join(programs, "Amazon", "AWSCLIV2"),
      path.win32.join(local, "Google", "Cloud SDK", "google-cloud-sdk", "bin"),
      path.win32.join(home, ".azure-kubelogin"),
      path.win32.join(home, ".krew", "bin"),
    ];
  }
  return [
    "/usr/local/bin",
    "/opt/homebrew/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/snap/bin",
    path.posix.join(home, ".local", "bin"),
    path.posix.join(home, "bin"),
    path.posix.join(home, "google-cloud-sdk", "bin"),
    path.posix.join(home, ".azure-kubelogin"),
    path.posix.join(home, ".krew", "bin"),
  ];
}

/** PATH with the usual folders after it, for the plugin itself: `gke-gcloud-auth-plugin` calls `gcloud`. */
export function extendedPath(env: Environment, home: string, platform: string): string {
  const delimiter = platform === "win32" ? ";" : ":";
  const own = (pathOf(env) ?? "").split(delimiter).filter(Boolean);
  return [...new Set([...own, ...usualFolders(env, home, platform)])].join(delimiter);
}

/** PATH is spelled `Path` on Windows, and only `process.env` itself does not care. */
function pathOf(env: Environment): string | undefined {
  return env["PATH"] ?? Object.entries(env).find(([name]) => name.toUpperCase() === "PATH")?.[1];
}

/**
 * The absolute path of a plugin. A command with a separator in it is relative to the kubeconfig's folder, as for kubectl;
 * a bare one is looked for in `searchPath`. `undefined` where there is no such program.
 */
export async function findPlugin(
  command: string,
  where: {
    readonly kubeconfigFolder: string;
    readonly searchPath: string;
    readonly platform: string;
    readonly pathExt: string;
  },
): Promise<string | undefined> {
  const flavour = where.platform === "win32" ? path.win32 : path.posix;
  const hasFolder = command.includes("/") || (where.platform === "win32" && command.includes("\\"));
  const folders = hasFolder ? [where.kubeconfigFolder] : where.searchPath.split(flavour.delimiter).filter(Boolean);
  const endings = where.platform === "win32" ? windowsEndings(command, where.pathExt) : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const candidate = flavour.resolve(folder, command + ending);
      if (await isProgram(candidate)) return candidate;
    }
  }
  return undefined;
}

function windowsEndings(command: string, pathExt: string): readonly string[] {
  const endings = pathExt.split(";").filter(Boolean);
  const hasEnding = endings.some(ending => command.toLowerCase().endsWith(ending.toLowerCase()));
  return hasEnding ? [""] : endings;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
