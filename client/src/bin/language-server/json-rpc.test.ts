// A server that has ended answers nobody, and nobody waits for it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { connectJsonRpc } from "./json-rpc.ts";

test("requests are rejected when the server ends, and after it", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.once('data', () => process.exit(0))"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const rpc = connectJsonRpc(child);
  const exited = once(child, "exit");
  await expect(rpc.request("initialize", {})).rejects.toThrow("The language server has ended.");
  await exited;
  await expect(rpc.request("shutdown", null)).rejects.toThrow("The language server has ended.");
});
