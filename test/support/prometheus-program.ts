// A real Prometheus server for tests: the one of the PATH, or Debian's package, unpacked and not installed.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { stringify } from "yaml";

export interface PrometheusProgram {
  readonly url: string;
  close(): Promise<void>;
}

const CACHE = process.env["PROMETHEUS_CACHE"] ?? path.join(homedir(), ".cache", "prometheus-debian");

/** Path of the program, or why there is none here. */
export function findPrometheus(): { readonly program: string } | { readonly lacks: string } {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), path.join(CACHE, "usr", "bin")];
  const find = (): string | undefined => folders.map(folder => path.join(folder, "prometheus")).find(existsSync);
  const lacks = find() === undefined ? unpackPackage() : undefined;
  const program = find();
  return program === undefined ? { lacks: lacks ?? "Debian's package has no program" } : { program };
}

/** @returns why it could not be done */
function unpackPackage(): string | undefined {
  if (process.platform !== "linux") return "a Prometheus server on the PATH, or a Debian to take its package from";
  mkdirSync(CACHE, { recursive: true });
  const run = (file: string, ...args: string[]): string | undefined => {
    const { status, stderr, error } = spawnSync(file, args, { cwd: CACHE, encoding: "utf8", timeout: 120_000 });
    return status === 0 ? undefined : (error?.message ?? stderr.slice(-300));
  };
  const failed = run("apt-get", "download", "prometheus");
  if (failed !== undefined) return `the Debian package prometheus, which apt-get could not download: ${failed}`;
  const file = readdirSync(CACHE).find(name => name.endsWith(".deb"));
  return file === undefined ? "the package's file" : run("dpkg", "-x", file, ".");
}

/** Starts it with a configuration of its own, and waits until it is ready. */
export async function startPrometheus(program: string, config: object): Promise<PrometheusProgram> {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-prometheus-"));
  const port = await freePort();
  writeFileSync(path.join(folder, "prometheus.yml"), stringify(config));
  const server = spawn(
    program,
    [
      `--config.file=${path.join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${path.join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=error",
    ],
    { stdio: "ignore" },
  );
  const url = `http://127.0.0.1:${port}`;
  const ended = once(server, "exit");
  const close = async (): Promise<void> => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300; tries += 1) {
    const isReady = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { url, close };
    await pause(100);
  }
  await close();
  throw new Error("Prometheus did not become ready within 30 s.");
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address: AddressInfo | string | null = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
