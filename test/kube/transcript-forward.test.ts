// kubectl's port-forward into a whole playground: over SPDY/3.1, and through the WebSocket that kubectl 1.31 and newer try first.
// Skipped where the machine has no kubectl.
import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubectl, hasKubectl, type Kubectl } from "../../playground/src/kubernetes/testing/kubectl.ts";
import { endPrograms, startPlaygroundProgram } from "./support/playground-program.ts";
import { oneKubectl } from "./transcript/one-kubectl.ts";

let folder: string;
let kubectl: Kubectl;

describe.skipIf(!hasKubectl)("kubectl's forwards into a playground (needs kubectl)", () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "playground-forward-"));
    const { kubeconfig } = await startPlaygroundProgram("--json", "--speed", "50");
    kubectl = createKubectl(kubeconfig, folder, oneKubectl());
    await kubectl.ok("create deployment web --image=nginx:1");
    await kubectl.ok("wait --for=condition=Available deploy/web --timeout=60s");
  });
  afterAll(() => {
    endPrograms();
    rmSync(folder, { recursive: true });
  });

  test.each(["true", "false"])("a pod answers on loopback (WebSocket first: %s)", async isWebSocketFirst => {
    const more = { KUBECTL_PORT_FORWARD_WEBSOCKETS: isWebSocketFirst };
    const child = kubectl.start(["port-forward", "deploy/web", ":80"], more);
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    await expect.poll(() => out, { timeout: 60_000 }).toMatch(/127\.0\.0\.1:\d+ -> 80/);
    const port = Number(/:(\d+) ->/.exec(out)?.[1]);
    expect(await Promise.all([page(port), page(port)])).toEqual([WELCOME, WELCOME]);
    expect(await page(port)).toEqual(WELCOME);
    child.kill();
  });

  test("exec is refused in one sentence", async () => {
    const { code, error } = await kubectl.run(["exec", "deploy/web", "--", "ls"]);
    expect(code).toBe(1);
    expect(error).toBe(
      "Error from server (BadRequest): the playground does not run commands in containers: exec is not supported\n",
    );
  });

  test("top tells of pods and of the node", async () => {
    await expect.poll(async () => (await kubectl.run(["top", "pods", "--no-headers"])).out).toMatch(/^web-\S+\s+\d+m/);
    expect((await kubectl.run(["top", "nodes", "--no-headers"])).out).toMatch(
      /^playground\s+\d+m\s+\d+%\s+\d+Mi\s+\d+%/,
    );
  });
});

const WELCOME = "200 <h1>Welcome to nginx!</h1>";

function page(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, agent: false }, response => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", chunk => (text += String(chunk)));
      response.on("end", () => resolve(`${response.statusCode ?? 0} ${text.trim()}`));
    }).on("error", reject);
  });
}
