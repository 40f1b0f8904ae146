// Starting and ending: arguments, handshake, and exits that leave no process behind. Once from the sources, once as it ships.
import { fork } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import {
  createProtocolConnection,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
} from "vscode-languageserver/node";
import { describe, expect, onTestFinished, test } from "vitest";
import { packageVersion } from "../../../scripts/bundle-options.ts";
import { LspClient, spawnServer } from "../../support/lsp-client.ts";
import { freshServer, SERVER_SOURCE } from "../../support/lsp-program.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: string[]): Promise<Ended> {
  const child = spawnServer(await freshServer(), args);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", chunk => (stdout += String(chunk)));
  child.stderr?.on("data", chunk => (stderr += String(chunk)));
  const code = await new Promise<number | null>(resolve => child.once("close", resolve));
  return { code, stdout, stderr };
}

describe("arguments", () => {
  test("--version prints the version of the package", async () => {
    expect(await run("--version")).toEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: "" });
  });

  test("--help prints how to start it", async () => {
    const { code, stdout } = await run("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("seldon-language-server --stdio");
  });

  test.each([
    { args: ["--stdoi"], message: "--stdoi" },
    { args: ["--stdio", "manifest.yaml"], message: "manifest.yaml" },
    { args: [], message: "either --stdio or --node-ipc" },
    { args: ["--stdio", "--node-ipc"], message: "either --stdio or --node-ipc" },
    { args: ["--node-ipc"], message: "parent process" },
  ])("$args is refused with exit code 2 and a message", async ({ args, message }) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("a session", () => {
  test("says what it can do", async () => {
    await using client = await LspClient.start();
    expect(client.initializeResult.serverInfo).toEqual({ name: "seldon-language-server", version: packageVersion() });
    expect(client.initializeResult.capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      codeActionProvider: {
        codeActionKinds: ["quickfix", "source.fixAll.seldon", "refactor.rewrite", "refactor.extract", "refactor.move"],
        resolveProvider: true,
      },
      hoverProvider: true,
      documentSymbolProvider: { label: "Seldon" },
    });
    expect(client.initializeResult.capabilities.diagnosticProvider).toBeUndefined();
  });

  test("ends with 0 after shutdown and exit", async () => {
    const client = await LspClient.start();
    expect(await client.stop()).toBe(0);
  });

  test("ends when the client vanishes", async () => {
    const client = await LspClient.start();
    const code = client.exitCode;
    client.vanish();
    expect(await code).toBe(1);
  });

  test("answers what it does not know with an error and goes on", async () => {
    await using client = await LspClient.start();
    await expect(client.request("seldon/nothing", {})).rejects.toThrow("Unhandled method");
    await client.notify("$/whatever", {});
    await client.open(URI, CANARY);
    expect(await client.diagnostics(URI)).toHaveLength(1);
  });
});

describe("the program as it ships", () => {
  test("loads its heavy part on demand", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY);
    const [problem] = await client.diagnostics(URI);
    expect(problem?.code).toBe("traffic-sum");
    expect(problem?.codeDescription?.href).toContain("docs/rules/traffic-sum.md");
    const proposed = await client.complete(URI, client.positionOf(URI, "SKLEARN_SERVER", 0));
    expect(proposed.items.map(item => item.label)).toContain("MLFLOW_SERVER");
    expect(client.complaints).toEqual([]);
  });

  test("keeps the YAML library and zod out of what every session loads", async () => {
    const source = readFileSync(await freshServer(), "utf8");
    expect(source).toContain("./yaml-service.js");
    expect(source).not.toContain("ZodObject");
    expect(source.length).toBeLessThan(1_000_000);
  });

  test("without a package around it, checks manifests and leaves links and fields out", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-server-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const program = path.join(folder, "server.js");
    copyFileSync(await freshServer(), program);
    await using client = await LspClient.start({ program, options: { packageRoot: null } });
    await client.open(URI, CANARY);
    const [problem] = await client.diagnostics(URI);
    expect(problem?.code).toBe("traffic-sum");
    expect(problem?.codeDescription).toBeUndefined();
    expect((await client.complete(URI, client.positionOf(URI, "SKLEARN_SERVER", 0))).items).toEqual([]);
  });
});

test("over Node's channel it works as over stdio, and ends when the parent lets go", async () => {
  const child = fork(await freshServer(), ["--node-ipc", "--clientProcessId", String(process.pid)], {
    silent: true,
    execArgv: [],
  });
  const code = new Promise<number | null>(resolve => child.once("exit", resolve));
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  const legacy = { rootUri: null };
  const result = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    capabilities: {},
    ...legacy,
  });
  expect(result.serverInfo?.name).toBe("seldon-language-server");
  connection.dispose();
  child.disconnect();
  expect(await code).toBe(0);
});

test("the sources run without a build, and find their package by themselves", async () => {
  await using client = await LspClient.start({ program: SERVER_SOURCE, options: { packageRoot: null } });
  await client.open(URI, CANARY);
  const [problem] = await client.diagnostics(URI);
  expect(problem?.code).toBe("traffic-sum");
  expect(problem?.codeDescription?.href).toContain("docs/rules/traffic-sum.md");
  const proposed = await client.complete(URI, client.positionOf(URI, "SKLEARN_SERVER", 0));
  expect(proposed.items.map(item => item.label)).toContain("MLFLOW_SERVER");
  expect(client.complaints).toEqual([]);
});
