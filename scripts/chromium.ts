// Finds the browser that the end-to-end tests drive, or installs it where that is possible without asking.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

/**
 * Path of a Chromium or Chrome: `CHROME_PATH`, one on the PATH, one in its usual place, or Playwright's own.
 * @returns undefined where there is none
 */
export function findChromium(): string | undefined {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is not a program that can be run. Correct or unset it.`);
  }
  return [...candidatesOnPath(), ...usualPlaces(), chromium.executablePath()].find(isExecutable);
}

/**
 * Like {@link findChromium}, but installs Debian's package where apt-get can be used without a password.
 * @throws with what to install when there is no browser and none can be installed
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const attempt = installWithApt();
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    "The end-to-end tests drive Chromium or Chrome, and none was found. " +
      "Install one of them, run `npx playwright-core install chromium`, or set CHROME_PATH to a browser." +
      (attempt === undefined ? "" : `\nInstalling Debian's package failed:\n${attempt}`),
  );
}

/** @returns the output of the failed step, or undefined if nothing was tried or all went well */
function installWithApt(): string | undefined {
  if (process.platform !== "linux" || !onPath("apt-get")) return undefined;
  const asRoot = commandPrefixOfRoot();
  if (asRoot === undefined) return undefined;
  console.log("No Chromium found: installing the package of the distribution with apt-get …");
  for (const step of [
    ["apt-get", "update"],
    ["apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
  ]) {
    const [file, ...args] = [...asRoot, ...step];
    if (file === undefined) return undefined;
    const result = spawnSync(file, args, {
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    // `update` may fail for one of many sources and still serve: only the installation decides.
    if (result.status !== 0 && step.includes("install")) return `${result.stdout}${result.stderr}`.slice(-2000);
  }
  return undefined;
}

function commandPrefixOfRoot(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return [];
  const mayUseSudo = onPath("sudo") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
  return mayUseSudo ? ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"] : undefined;
}

function candidatesOnPath(): string[] {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];
  return names.flatMap(name => searchPath().map(folder => path.join(folder, name)));
}

function usualPlaces(): string[] {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      name => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform !== "win32") return [];
  return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap(variable => {
    const base = process.env[variable];
    if (base === undefined) return [];
    return [
      path.join(base, "Google", "Chrome", "Application", "chrome.exe"),
      path.join(base, "Microsoft", "Edge", "Application", "msedge.exe"),
    ];
  });
}

function onPath(name: string): boolean {
  return searchPath().some(folder => existsSync(path.join(folder, name)));
}

function searchPath(): string[] {
  return (process.env["PATH"] ?? "").split(path.delimiter).filter(folder => folder !== "");
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Missing or not executable: not a candidate.
    return false;
  }
}
