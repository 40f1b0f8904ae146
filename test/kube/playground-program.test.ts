// `npm run playground` as a program: two side by side, on loopback only, gone without a trace at the end.
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { KubeObject } from "../../client/src/kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import {
  endPrograms,
  exitOf,
  launchPlayground,
  startPlaygroundProgram as start,
} from "./support/playground-program.ts";
import { applyScenario } from "./support/scenarios/play.ts";

afterEach(endPrograms);

test("two run side by side, each with files and ports of its own", async () => {
  const [first, second] = await Promise.all([start("--json"), start("--json")]);
  expect(first.kubeconfig).not.toBe(second.kubeconfig);
  const servers = [first, second].map(({ kubeconfig }) => /server: "?(https:\S+?)"?$/m.exec(read(kubeconfig))?.[1]);
  expect(new Set(servers).size).toBe(2);
  for (const { kubeconfig } of [first, second]) expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
});

test("a deploy right after it has said that it is ready is accepted: its webhook answers", async () => {
  const manifest = read(path.join(projectRoot, "examples", "canary.yaml"));
  for (let time = 1; time <= 3; time += 1) {
    const { kubeconfig } = await start("--json");
    const gateway = createKubeGateway({
      sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
      isTrusted: () => Promise.resolve(true),
    });
    try {
      const session = await gateway.connect("seldon-playground");
      // What fails here is said by the API server: `failed calling webhook …`.
      await applyScenario(session, manifest, "default");
      const placed = await session.get<KubeObject>({ type: SELDON_DEPLOYMENTS, namespace: "default", name: "iris" });
      expect(placed.metadata.name).toBe("iris");
    } finally {
      await gateway.close();
    }
  }
});

test("nothing listens beyond loopback", async ({ skip }) => {
  skip(!existsSync("/proc/net/tcp"), "only Linux tells which process listens where");
  const { process: child } = await start("--json");
  const addresses = listeningAddresses(child.pid ?? 0);
  expect(addresses.length).toBeGreaterThanOrEqual(4);
  expect(new Set(addresses)).toEqual(new Set(["127.0.0.1"]));
});

test("it ends when its input closes, and takes its files with it", async () => {
  const { process: child, kubeconfig, ended } = await start("--json");
  child.stdin?.end();
  expect(await ended).toBe(0);
  expect(existsSync(path.dirname(kubeconfig))).toBe(false);
});

test("a port that is taken is a reason it gives", async () => {
  const { kubeconfig } = await start("--json");
  const port = /127\.0\.0\.1:(\d+)/.exec(read(kubeconfig))?.[1] ?? "";
  const child = launchPlayground(["--port", port]);
  let said = "";
  child.stderr?.on("data", chunk => (said += String(chunk)));
  expect(await exitOf(child)).toBe(1);
  expect(said).toMatch(/^The playground had to end: listen EADDRINUSE.*\n$/);
});

test("it ends at Ctrl+C", async () => {
  const { process: child, kubeconfig, ended } = await start();
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(existsSync(kubeconfig)).toBe(false);
});

test.each([
  [["--ingress", "nginx"], "--ingress is nginx, which is not one of istio, ambassador, none."],
  [["--speed", "0"], "--speed is 0, which is not a number from 0.1 to 1000."],
  [["--sped", "3"], "--sped"],
])("%j is refused with a reason and the usage", async (flags, reason) => {
  const child = launchPlayground(flags);
  let said = "";
  child.stderr?.on("data", chunk => (said += String(chunk)));
  expect(await exitOf(child)).toBe(2);
  expect(said).toContain(reason);
  expect(said).toContain("Usage: playground");
});

function read(file: string): string {
  return readFileSync(file, "utf8");
}

/** Of a process's listening TCP sockets, as Linux tells. */
function listeningAddresses(pid: number): string[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap(
      name => /socket:\[(\d+)\]/.exec(linkOf(`/proc/${pid}/fd/${name}`))?.[1] ?? [],
    ),
  );
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap(table =>
    read(table)
      .split("\n")
      .map(line => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode = ""]) => state === "0A" && own.has(inode))
      .map(([, local = ""]) => addressOf(local)),
  );
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    // Closed meanwhile.
    return "";
  }
}

/** `0100007F:1F90` is 127.0.0.1, its bytes in the order of the machine. */
function addressOf(local: string): string {
  const [hex = ""] = local.split(":");
  if (hex.length > 8) return hex;
  return (hex.match(/../g) ?? [])
    .toReversed()
    .map(byte => parseInt(byte, 16))
    .join(".");
}
