// A real Kubernetes API server for end-to-end tests, where this machine has one that `npm run test:kube` has built.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { projectRoot } from "../../scripts/project-root.ts";

export interface RealApiServer {
  /** Kubeconfig files; both have one context, `test`. */
  readonly admin: string;
  readonly viewer: string;
  halt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

const SCRIPT = path.join(projectRoot, "scripts", "kube-apiserver.sh");
const CRD =
  process.env["SELDON_CRD"] ?? path.join(projectRoot, "..", "shared", "data", "seldondeployment-crd-1.17.1.yaml");
const PROGRAM = path.join(
  process.env["KUBE_APISERVER_CACHE"] ?? path.join(homedir(), ".cache", "kube-apiserver-1.20.2"),
  "kube-apiserver",
);

const run = promisify(execFile);

/** Whether there is one. Building it takes minutes, which is not for a test to do. */
export function hasRealApiServer(): boolean {
  const hasEtcd = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .some(folder => existsSync(path.join(folder, "etcd")));
  return existsSync(PROGRAM) && existsSync(CRD) && hasEtcd;
}

/** Starts it with etcd, Seldon's CRD and nothing else: no controller and no kubelet, so that objects stay as they are written. */
export async function startRealApiServer(): Promise<RealApiServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-apiserver-"));
  const call = async (command: string, ...args: string[]): Promise<void> => {
    await run("bash", [SCRIPT, command, folder, ...args]);
  };
  await call("start", String(await freePort()));
  return {
    admin: path.join(folder, "kubeconfig"),
    viewer: path.join(folder, "kubeconfig-viewer"),
    halt: () => call("halt"),
    resume: () => call("resume"),
    async stop() {
      await call("stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The two ports after it, which etcd takes, are hoped to be free as well. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>(resolve => {
    server.listen(0, "127.0.0.1", () => resolve(portOf(server.address())));
  });
  await new Promise<void>(resolve => void server.close(() => resolve()));
  return port;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}
