// Runs a real VS Code (its server, from npm) that a browser connects to: the host of the end-to-end tests, and of
// `npm start` where no VS Code is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "./project-root.ts";
import { stopProcessGroup, stopWithThisProcess } from "./process-group.ts";

export interface VsCodeServerOptions {
  /** "all": every folder is trusted without asking (tests). "ask": workspace trust works as in a desktop VS Code. */
  readonly trust: "all" | "ask";
  /** Whoever opens the page must know this token. Without one, every local user can use the server: tests only. */
  readonly connectionToken?: string;
  /** VSIX files to install before the start. */
  readonly installVsix?: readonly string[];
  /**
   * Lets the page's payload name a development extension and a test suite, which VS Code otherwise ignores.
   * Side effect of VS Code: notifications show no toasts, only entries in the notification center.
   */
  readonly smokeTestDriver?: boolean;
  /** User settings, on top of {@link quietSettings}. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server, which the extension host and what it starts inherit; on top of PATH, HOME and LANG. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where settings, logs and extensions are kept. Default: a new temporary folder, removed by `stop()`. */
  readonly dataDirectory?: string;
}

/** One entry of the payload of VS Code's page, such as `["extensionDevelopmentPath", server.remoteUri(folder)]`. */
export type PayloadEntry = readonly [name: string, value: string];

export interface VsCodeServer {
  readonly url: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly extensionsDirectory: string;
  /** Address that opens `folder` (an absolute path), with the connection token if there is one. */
  readonly folderUrl: (folder: string, payload?: readonly PayloadEntry[]) => string;
  /** How the page names an absolute path of this machine. */
  readonly remoteUri: (absolutePath: string) => string;
  /** What the server has printed so far. */
  readonly log: () => string;
  /** Ends the server and all it started; harmless when called twice. */
  readonly stop: () => Promise<void>;
}

const hostDirectory = path.join(projectRoot, "test", "e2e", "host");
const serverMain = path.join(hostDirectory, "node_modules", "code-server", "lib", "vscode", "out", "server-main.js");
const builtinExtensions = path.join(hostDirectory, ".build", "builtin");
const preparedMarker = path.join(hostDirectory, ".build", "prepared");

const START_TIMEOUT_MS = 30_000;
const POLL_INTERVAL_MS = 50;

/** Settings under which VS Code shows the workbench and nothing else: no welcome, no chat, no updates, no network. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "json.schemaDownload.enable": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.editor.enablePreview": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/**
 * Installs VS Code's server from npm under test/e2e/host, once per lock file.
 * @returns whether anything had to be done
 * @throws with the output of npm when the packages cannot be had
 */
export async function prepareVsCodeServer(): Promise<boolean> {
  const wanted = preparedState();
  if (existsSync(preparedMarker) && readFileSync(preparedMarker, "utf8") === wanted && existsSync(serverMain)) {
    return false;
  }
  rmSync(preparedMarker, { force: true });
  const install = npmCommand(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  await runToEnd(install.file, install.args, {
    directory: hostDirectory,
    failure: "VS Code's server could not be installed from npm. Check that npm reaches its registry, then try again.",
  });
  await runToEnd(process.execPath, [path.join(hostDirectory, "prepare.mjs")], {
    directory: hostDirectory,
    failure: "VS Code's server was installed but could not be prepared (test/e2e/host/prepare.mjs failed).",
  });
  writeFileSync(preparedMarker, wanted);
  return true;
}

/**
 * Starts a server on a free local port and resolves when it answers. It ends with `stop()`, and with this process.
 * @throws when {@link prepareVsCodeServer} has not run, a VSIX is refused, or the server does not come up in 30 s
 */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  if (!existsSync(serverMain) || !existsSync(builtinExtensions)) {
    throw new Error("VS Code's server is not installed under test/e2e/host. Call prepareVsCodeServer() first.");
  }
  const dataDirectory = options.dataDirectory ?? mkdtempSync(path.join(tmpdir(), "seldon-vscode-"));
  const extensionsDirectory = path.join(dataDirectory, "extensions");
  writeUserSettings(dataDirectory, options);
  mkdirSync(extensionsDirectory, { recursive: true });
  const environment = serverEnvironment(options);
  for (const vsix of options.installVsix ?? []) await installVsix(vsix, dataDirectory, extensionsDirectory);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, serverArguments(options, { port, dataDirectory, extensionsDirectory }), {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    // Its own process group, so that extension host, watchers and language servers end with it.
    detached: process.platform !== "win32",
  });
  let output = "";
  child.stdout.on("data", chunk => (output += String(chunk)));
  child.stderr.on("data", chunk => (output += String(chunk)));
  let startError: Error | undefined;
  child.once("error", error => (startError = error));
  const forget = stopWithThisProcess(child);

  const stop = async (): Promise<void> => {
    await stopProcessGroup(child);
    forget();
    if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilAnswering(url, () => {
      if (startError !== undefined) throw startError;
      if (child.exitCode !== null) throw new Error(`VS Code's server ended with code ${child.exitCode} at its start.`);
    });
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output.slice(-3000)}`, {
      cause: error,
    });
  }
  return {
    url,
    port,
    dataDirectory,
    extensionsDirectory,
    folderUrl: (folder, payload = []) => folderUrl(url, folder, payload, options.connectionToken),
    remoteUri: absolutePath => remoteUri(port, absolutePath),
    log: () => output,
    stop,
  };
}

function folderUrl(url: string, folder: string, payload: readonly PayloadEntry[], token: string | undefined): string {
  const query = [
    ...(token === undefined ? [] : [`tkn=${encodeURIComponent(token)}`]),
    // Slashes may stay as they are, and a person may have to read this address.
    `folder=${encodeURIComponent(uriPath(folder)).replaceAll("%2F", "/")}`,
    ...(payload.length === 0 ? [] : [`payload=${encodeURIComponent(JSON.stringify(payload))}`]),
  ];
  return `${url}/?${query.join("&")}`;
}

function remoteUri(port: number, absolutePath: string): string {
  return `vscode-remote://127.0.0.1:${port}${uriPath(absolutePath)}`;
}

/** `C:\work` is `/C:/work` in VS Code's addresses. */
function uriPath(absolutePath: string): string {
  const slashed = absolutePath.replaceAll(path.sep, "/");
  return slashed.startsWith("/") ? slashed : `/${slashed}`;
}

function serverArguments(
  options: VsCodeServerOptions,
  place: { port: number; dataDirectory: string; extensionsDirectory: string },
): string[] {
  const flags = [
    serverMain,
    "--host=127.0.0.1",
    `--port=${place.port}`,
    "--accept-server-license-terms",
    `--server-data-dir=${place.dataDirectory}`,
    `--extensions-dir=${place.extensionsDirectory}`,
    `--builtin-extensions-dir=${builtinExtensions}`,
    "--disable-telemetry",
    "--disable-experiments",
    "--disable-update-check",
    "--disable-getting-started-override",
  ];
  if (options.trust === "all") flags.push("--disable-workspace-trust");
  if (options.smokeTestDriver === true) flags.push("--enable-smoke-test-driver");
  flags.push(connectionTokenFlag(options.connectionToken, place.dataDirectory));
  return flags;
}

/** The token goes through a file: a command line can be read by every user of the machine. */
function connectionTokenFlag(token: string | undefined, dataDirectory: string): string {
  if (token === undefined) return "--without-connection-token";
  const file = path.join(dataDirectory, "connection-token");
  writeFileSync(file, token, { mode: 0o600 });
  return `--connection-token-file=${file}`;
}

function serverEnvironment(options: VsCodeServerOptions): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const name of ["PATH", "HOME", "USERPROFILE", "APPDATA", "TEMP", "TMPDIR", "SystemRoot"]) {
    const value = process.env[name];
    if (value !== undefined) inherited[name] = value;
  }
  // An empty gallery: otherwise the server asks a public extension registry.
  return { ...inherited, LANG: "C.UTF-8", EXTENSIONS_GALLERY: "{}", ...options.environment };
}

function writeUserSettings(dataDirectory: string, options: VsCodeServerOptions): void {
  const userDirectory = path.join(dataDirectory, "data", "User");
  mkdirSync(userDirectory, { recursive: true });
  const settings = { ...quietSettings, ...options.settings };
  writeFileSync(path.join(userDirectory, "settings.json"), `${JSON.stringify(settings, null, 2)}\n`);
}

async function installVsix(vsix: string, dataDirectory: string, extensionsDirectory: string): Promise<void> {
  if (!existsSync(vsix)) throw new Error(`There is no VSIX at ${vsix}. Run "npm run package" first.`);
  const flags = [`--extensions-dir=${extensionsDirectory}`, `--server-data-dir=${dataDirectory}`];
  await runToEnd(
    process.execPath,
    [serverMain, `--install-extension=${vsix}`, ...flags, "--accept-server-license-terms"],
    { directory: dataDirectory, failure: `VS Code did not accept ${path.basename(vsix)}.` },
  );
}

/** What the prepared folder was made from: dependencies and preparation alike. */
function preparedState(): string {
  const hash = createHash("sha256");
  for (const name of ["package-lock.json", "prepare.mjs", "spdlog-stub.cjs"]) {
    hash.update(readFileSync(path.join(hostDirectory, name)));
  }
  return hash.digest("hex");
}

/** npm without a shell: its own script where the running npm names it, else the program on the PATH. */
function npmCommand(args: readonly string[]): { file: string; args: string[] } {
  const npmScript = process.env["npm_execpath"];
  if (npmScript?.endsWith(".js") === true) {
    return { file: process.execPath, args: [npmScript, ...args] };
  }
  return { file: "npm", args: [...args] };
}

async function runToEnd(
  file: string,
  args: readonly string[],
  context: { directory: string; failure: string },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(file, args, { cwd: context.directory, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", chunk => (output += String(chunk)));
    child.stderr.on("data", chunk => (output += String(chunk)));
    child.once("error", cause => {
      reject(new Error(`${context.failure}\n${cause.message}`, { cause }));
    });
    child.once("close", code => {
      if (code === 0) resolve();
      else reject(new Error(`${context.failure}\n${output.slice(-3000)}`));
    });
  });
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("No free local port was found."));
      });
    });
  });
}

async function untilAnswering(url: string, throwIfEnded: () => void): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answersVersion(url))) {
    throwIfEnded();
    if (Date.now() > deadline) {
      throw new Error(`VS Code's server did not answer at ${url} within ${START_TIMEOUT_MS / 1000} seconds.`);
    }
    await new Promise(resolve => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}

async function answersVersion(url: string): Promise<boolean> {
  return await new Promise(resolve => {
    const ask = request(`${url}/version`, answer => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    ask.once("error", () => {
      resolve(false);
    });
    ask.end();
  });
}
