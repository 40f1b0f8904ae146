// A playground as a whole: it ends whatever has become of its API server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPlayground } from "./playground.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "playground-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test.each(["as it is", "with its API server stopped", "with all connections cut"])("it ends %s", async state => {
  const playground = await startPlayground({ folder, speed: 100, ingress: "istio", port: 0 });
  const { gateway = "" } = playground;
  expect((await fetch(gateway)).status).toBe(404);
  if (state.includes("stopped")) await playground.apiServer.stop();
  if (state.includes("cut")) playground.apiServer.cutConnections();
  await playground.close();
  await expect(fetch(gateway)).rejects.toThrow();
});

test("it says why it cannot start, and leaves nothing open", async () => {
  const first = await startPlayground({ folder, speed: 100, ingress: "none", port: 0 });
  const port = Number(new URL(first.apiServer.url).port);
  await expect(startPlayground({ folder, speed: 100, ingress: "none", port })).rejects.toThrow("EADDRINUSE");
  await first.close();
});
