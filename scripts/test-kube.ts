// `npm run test:kube`: the conformance suite of the port to Kubernetes, against the playground and a real API server. The real
// one is the cluster of SELDON_TEST_KUBECONFIG where that is set; else we start our own, which Debian can build.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { jsonObject } from "./json-object.ts";
import { projectRoot } from "./project-root.ts";
import { withSecondTry, type Summary } from "./second-try.mjs";
import { stopProcessGroup, stopWithThisProcess } from "./process-group.ts";

const SCRIPT = path.join(projectRoot, "scripts", "kube-apiserver.sh");
const SUMMARY = path.join(projectRoot, ".artifacts", "kube-summary.json");
const SIMULATION_SUMMARY = path.join(projectRoot, ".artifacts", "simulation-summary.json");
const CRD =
  process.env["SELDON_CRD"] ?? path.join(projectRoot, "..", "shared", "data", "seldondeployment-crd-1.17.1.yaml");

rmSync(SUMMARY, { force: true });
process.exitCode = await main();

async function main(): Promise<number> {
  if (process.env["SELDON_TEST_KUBECONFIG"] !== undefined) return runSuite({});
  const missing = whatIsMissing();
  if (missing !== undefined) {
    const status = await runSuite({});
    tellSkipped(missing);
    return status;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-kube-apiserver-"));
  const stop = (): void => {
    spawnSync("bash", [SCRIPT, "stop", folder], { stdio: "ignore" });
    rmSync(folder, { recursive: true, force: true });
  };
  // The server has a session of its own, which Ctrl+C does not reach.
  const interrupted = (): void => {
    stop();
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, interrupted);
  try {
    console.log("• Starting a real API server (the first time it is built, which takes some minutes) …");
    const started = await run("bash", [SCRIPT, "start", folder, String(await freePorts())], {});
    if (started !== 0) {
      console.error("The API server did not start.");
      return started;
    }
    const conformance = await runSuite({ SELDON_KUBE_SERVER_FOLDER: folder });
    const simulation = await runSimulation(path.join(folder, "kubeconfig"));
    return conformance === 0 ? simulation : conformance;
  } finally {
    stop();
  }
}

/** Why this machine cannot run a real API server of ours. */
function whatIsMissing(): string | undefined {
  if (!existsSync(CRD))
    return "no Seldon CRD: set SELDON_CRD to its file, or SELDON_TEST_KUBECONFIG to a cluster's kubeconfig";
  const cache = process.env["KUBE_APISERVER_CACHE"] ?? path.join(os.homedir(), ".cache", "kube-apiserver-1.20.2");
  const isBuilt = isProgram(path.join(cache, "kube-apiserver")) && onPath("etcd");
  const canBuild = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  const hasTools = ["bash", "openssl", "curl"].every(onPath);
  if ((isBuilt || canBuild) && hasTools) return undefined;
  return "no API server of ours here (it is built on Debian, as root): set SELDON_TEST_KUBECONFIG to a cluster's kubeconfig";
}

function onPath(name: string): boolean {
  return (process.env["PATH"] ?? "").split(path.delimiter).some(folder => isProgram(path.join(folder, name)));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of three free ports in a row: the API server's, and two of etcd. */
async function freePorts(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const isFree = await Promise.all([first, first + 1, first + 2].map(isPortFree));
    if (isFree.every(Boolean)) return first;
  }
  throw new Error("No three free ports in a row were found.");
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => void server.close(() => resolve(true)));
  });
}

/** The exit code; the summary has what the second try saved. */
async function runSuite(env: Readonly<Record<string, string>>): Promise<number> {
  const summary = await runVitest("vitest.kube.config.mts", SUMMARY, env);
  writeSummary(summary);
  return summary.failed === 0 ? 0 : 1;
}

function runVitest(config: string, summaryFile: string, env: Readonly<Record<string, string>>): Promise<Summary> {
  const vitest = path.join(projectRoot, "node_modules", "vitest", "vitest.mjs");
  const flags = ["--disable-warning=ExperimentalWarning", vitest, "run", "--config", config];
  return withSecondTry(async files => {
    rmSync(summaryFile, { force: true });
    const args = [...flags, ...(files.length > 0 ? files : process.argv.slice(2))];
    const status = await run(process.execPath, args, env);
    const told = readSummary(summaryFile);
    return { ...told, failed: status !== 0 && told.failed === 0 ? 1 : told.failed };
  });
}

/** The playground's own parts, an operator, controllers and a kubelet, bring a real API server to life. */
async function runSimulation(kubeconfig: string): Promise<number> {
  const before = readSummary(SUMMARY);
  const env = { SELDON_TEST_KUBECONFIG: kubeconfig };
  const after = await runVitest("vitest.simulation.config.mts", SIMULATION_SUMMARY, env);
  writeSummary({
    passed: before.passed + after.passed,
    failed: before.failed + after.failed,
    skipped: [...before.skipped, ...after.skipped],
    failures: [...before.failures, ...after.failures],
  });
  return after.failed === 0 ? 0 : 1;
}

/** Runs a program to its end; neither it nor what it starts outlives this process, but for the API server, which is stopped by name. */
async function run(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(file, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: "inherit",
    detached: true,
  });
  const forget = stopWithThisProcess(child);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", code => resolve(code ?? 1));
    });
  } finally {
    forget();
    await stopProcessGroup(child);
  }
}

/** Adds a line to what test/support/summary-reporter.ts wrote, so that nobody takes half for the whole. */
function tellSkipped(reason: string): void {
  const title = "Conformance with a real API server";
  console.log(`skipped: ${title} (${reason})`);
  const summary = readSummary(SUMMARY);
  writeSummary({ ...summary, skipped: [...summary.skipped, { title, reason }] });
}

function readSummary(file: string): Summary {
  const nothing: Summary = { passed: 0, failed: 0, skipped: [], failures: [] };
  if (!existsSync(file)) return nothing;
  const told: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isSummary(told) ? told : nothing;
}

function isSummary(value: unknown): value is Summary {
  const { passed, failed, skipped, failures } = jsonObject(value);
  return [passed, failed].every(Number.isInteger) && [skipped, failures].every(Array.isArray);
}

function writeSummary(summary: Summary): void {
  writeFileSync(SUMMARY, `${JSON.stringify(summary, null, 2)}\n`);
}
