// The clusters that the conformance suite runs against. `npm run test:kube` says which there are.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { playgroundCrds } from "../../../playground/src/api-server/crds/playground-crds.ts";
import { startApiServer } from "../../../playground/src/api-server/start.ts";
import { projectRoot } from "../../../scripts/project-root.ts";

export interface Target {
  /** Paths of kubeconfig files: one who may do all, one who may read only. */
  readonly admin: string;
  readonly viewer: string;
  /** Stops the API server and starts it again with the same objects, users and port. Absent where it is not ours to stop. */
  readonly server?: { halt(): Promise<void>; resume(): Promise<void> };
  /** Whether `pods/proxy` reaches simulated pods: a real API server calls them by an address that they do not have. */
  readonly reachesPods: boolean;
  close(): Promise<void>;
}

export interface TargetKind {
  readonly name: string;
  start(): Promise<Target>;
}

/** In the environment: where scripts/kube-apiserver.sh runs a server, or the kubeconfig of any cluster to test with. */
export const SERVER_FOLDER = "SELDON_KUBE_SERVER_FOLDER";
export const TEST_KUBECONFIG = "SELDON_TEST_KUBECONFIG";
export const TEST_KUBECONFIG_VIEWER = "SELDON_TEST_KUBECONFIG_VIEWER";

const run = promisify(execFile);

/** What there is to test with. */
export function targetKinds(): readonly TargetKind[] {
  const folder = process.env[SERVER_FOLDER];
  const kubeconfig = process.env[TEST_KUBECONFIG];
  return [
    { name: "the playground", start: startPlaygroundServer },
    ...(folder === undefined
      ? []
      : [{ name: "a real API server", start: () => Promise.resolve(serverOfOurs(folder)) }]),
    ...(kubeconfig === undefined
      ? []
      : [{ name: "the given cluster", start: () => Promise.resolve(anyCluster(kubeconfig)) }]),
  ];
}

/** The playground's API server: nothing but what it shares with a real one. */
async function startPlaygroundServer(): Promise<Target> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-kube-playground-"));
  const server = await startApiServer({ crds: playgroundCrds() });
  const [admin, viewer] = [path.join(folder, "kubeconfig"), path.join(folder, "kubeconfig-viewer")];
  server.writeKubeconfig(admin, "admin");
  server.writeKubeconfig(viewer, "viewer");
  return {
    admin,
    viewer,
    server: { halt: () => server.stop(), resume: () => server.start() },
    reachesPods: true,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serverOfOurs(folder: string): Target {
  const script = path.join(projectRoot, "scripts", "kube-apiserver.sh");
  const call = async (command: string): Promise<void> => {
    await run("bash", [script, command, folder]);
  };
  return {
    admin: path.join(folder, "kubeconfig"),
    viewer: path.join(folder, "kubeconfig-viewer"),
    server: { halt: () => call("halt"), resume: () => call("resume") },
    reachesPods: false,
    close: () => Promise.resolve(),
  };
}

function anyCluster(kubeconfig: string): Target {
  const viewer = process.env[TEST_KUBECONFIG_VIEWER] ?? kubeconfig;
  return { admin: kubeconfig, viewer, reachesPods: false, close: () => Promise.resolve() };
}
