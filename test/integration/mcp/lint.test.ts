// seldon-mcp as an agent's program runs it, without a cluster: a client that is not ours asks it over standard input and output.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { buildMcp, type McpProgram } from "../../support/mcp-program.ts";
import { connectAgent } from "../../support/agent.ts";
import { runProgram } from "../../support/run-program.ts";

let program: McpProgram;
beforeAll(async () => {
  program = await buildMcp();
});
afterAll(() => program.dispose());

const WRONG = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main
      traffic: 40
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
`;
const PLANTED = ["planted-access-key", "planted-secret-key", "planted-variable"];
/** A Secret with a key that a fix renames, and a variable of a container. */
const WITH_SECRETS = `${WRONG}      componentSpecs:
        - spec:
            containers:
              - name: classifier
                env:
                  - {name: STORE_PASSWORD, value: planted-variable}
---
apiVersion: v1
kind: Secret
metadata:
  name: store
stringData:
  RCLONE_CONFIG_S3_TYPE: s3
  RCLONE_CONFIG_S3_PROVIDER: Minio
  RCLONE_CONFIG_S3_ENV_AUTH: "false"
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: planted-access-key
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "planted-secret-key "
  RCLONE_CONFIG_S3_ENDPOINT: http://minio.minio.svc.cluster.local:9000
`;

const NO_FINDINGS = { error: 0, warning: 0, information: 0, hint: 0 };

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "seldon-mcp-test-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

describe("without --allow-cluster", () => {
  test("offers the tools that need no cluster, and says that they only read", async () => {
    const agent = await connectAgent(program.file, folderWith({}));
    const { tools } = await agent.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["lint_manifest", "explain_rule"]);
    expect(tools.map(({ annotations }) => annotations?.readOnlyHint)).toEqual([true, true]);
    expect(agent.client.getInstructions()).toContain("only read");
    await expect(agent.client.callTool({ name: "get_logs", arguments: { name: "iris" } })).rejects.toThrow("not found");
  });

  test("lints a text: the finding on its line, its edit, and the text with all fixes", async () => {
    const agent = await connectAgent(program.file, folderWith({}));
    const { isError, data } = await agent.call("lint_manifest", { text: WRONG });
    expect(isError).toBe(false);
    expect(data["summary"]).toEqual({ error: 1, warning: 0, information: 0, hint: 0 });
    expect(data["findings"]).toMatchObject([
      {
        ...{ rule: "traffic-sum", severity: "error", line: 8, column: 16, refusedBy: "webhook" },
        fixes: [{ kind: "fix", edits: [{ from: "8:1", to: "9:1", newText: "" }] }],
      },
    ]);
    expect(data["fixedText"]).toBe(WRONG.replace("      traffic: 40\n", ""));
  });

  test("a file of the folder counts with its configuration file and with what other files hold", async () => {
    const folder = folderWith({
      "models/iris.yaml": WRONG,
      "models/.seldonlint.yaml": "rules:\n  traffic-sum: warning\n",
    });
    const agent = await connectAgent(program.file, folder);
    const { data } = await agent.call("lint_manifest", { path: "models/iris.yaml" });
    expect(data["findings"]).toMatchObject([{ rule: "traffic-sum", severity: "warning" }]);
    expect(data).not.toHaveProperty("fixedText");
  });

  test("reads no file outside the folder, whatever leads there", async () => {
    const outside = folderWith({ "iris.yaml": WRONG });
    const folder = folderWith({ "iris.yaml": WRONG });
    symlinkSync(path.join(outside, "iris.yaml"), path.join(folder, "link.yaml"));
    const agent = await connectAgent(program.file, folder);
    for (const file of ["link.yaml", "../iris.yaml", path.join(outside, "iris.yaml"), "absent.yaml", "."]) {
      const { isError, data } = await agent.call("lint_manifest", { path: file });
      expect([file, isError]).toEqual([file, true]);
      expect(data["error"]).toContain("There is no file");
      expect(JSON.stringify(data)).not.toContain("findings");
    }
  });

  test("no value of a Secret and no credential of a container is in an answer, and no text with holes in it", async () => {
    const folder = folderWith({ "store.yaml": WITH_SECRETS });
    const agent = await connectAgent(program.file, folder);
    const ofText = await agent.call("lint_manifest", { text: WITH_SECRETS });
    const ofFile = await agent.call("lint_manifest", { path: "store.yaml" });
    for (const { isError, data } of [ofText, ofFile]) {
      expect(isError).toBe(false);
      expect(JSON.stringify(data["findings"])).toContain("secret-encoding");
      expect(JSON.stringify(data)).not.toContain("•");
    }
    expect(ofText.data).not.toHaveProperty("fixedText");
    expect(ofText.data["fixedTextNote"]).toContain("secret value");
    for (const value of PLANTED) expect(agent.received()).not.toContain(value);
  });

  test.each([
    ["a block scalar", "TLS_PRIVATE_KEY", "|\n                planted-line-1\n                planted-line-2"],
    ["a folded scalar", "DB_PASSWORD", ">-\n                planted-line-1\n                planted-line-2"],
    ["double quotes", "DB_PASSWORD", String.raw`"pre\"planted-variable"`],
    ["single quotes", "DB_PASSWORD", "'pre''planted-variable'"],
    ["a number", "DB_PASSWORD", "9876543210123456789012"],
    ["a hexadecimal number", "DB_PASSWORD", "0x9876543210"],
    ["a remote's key", "RCLONE_CONFIG_AZUREBLOB_KEY", "planted-variable"],
  ])("no edit carries a credential that is written as %s", async (_, name, value) => {
    const moved = `    componentSpecs:
      - spec:
          containers:
          - name: classifier
            env:
            - name: ${name}
              value: ${value}
`.replace(/^ {2}/gm, "");
    const text = WRONG.replace("  predictors:\n", `${moved}  predictors:\n`);
    const placed = WRONG + moved.replace(/^(?=.)/gm, "    ");
    const agent = await connectAgent(program.file, folderWith({ "moved.yaml": text, "placed.yaml": placed }));
    for (const file of ["moved.yaml", "placed.yaml"]) {
      const { isError, data } = await agent.call("lint_manifest", { path: file });
      expect(isError).toBe(false);
      expect(data["findings"]).not.toEqual([]);
    }
    expect(agent.received()).toContain("Not shown: it carries a secret value");
    expect(agent.received()).not.toMatch(/planted|9876543210/);
  });

  test("no message about a text that is no YAML repeats a credential", async () => {
    const text = WITH_SECRETS.replace('"planted-secret-key "', "*planted-secret-key");
    const agent = await connectAgent(program.file, folderWith({ "store.yaml": text }));
    const { data } = await agent.call("lint_manifest", { path: "store.yaml" });
    expect(JSON.stringify(data["findings"])).toContain("yaml-syntax");
    for (const value of PLANTED) expect(agent.received()).not.toContain(value);
  });

  test("what has changed on the disk since the last call counts", async () => {
    const folder = folderWith({ "iris.yaml": WRONG });
    const agent = await connectAgent(program.file, folder);
    const rules = async (): Promise<unknown> => (await agent.call("lint_manifest", { path: "iris.yaml" })).data;
    expect(await rules()).toMatchObject({ findings: [{ rule: "traffic-sum", severity: "error" }] });
    writeFileSync(path.join(folder, ".seldonlint.yaml"), "rules:\n  traffic-sum: warning\n");
    expect(await rules()).toMatchObject({ findings: [{ rule: "traffic-sum", severity: "warning" }] });
    const remote = WRONG.replace("      traffic: 40\n", "").replace("gs://", "s3://");
    writeFileSync(path.join(folder, "iris.yaml"), `${remote}        envSecretRefName: store\n`);
    const [store = ""] = WITH_SECRETS.split("---\n").slice(1);
    writeFileSync(path.join(folder, "store.yaml"), store.replaceAll("CONFIG_S3", "CONFIG_OTHER"));
    expect(JSON.stringify(await rules())).toContain("rclone-remote");
    writeFileSync(path.join(folder, "store.yaml"), store);
    expect(JSON.stringify(await rules())).not.toContain("rclone-remote");
  });

  test("calls at the same time are each answered", async () => {
    const agent = await connectAgent(program.file, folderWith({}));
    const answers = await Promise.all([1, 2, 3].map(() => agent.call("lint_manifest", { text: WRONG })));
    expect(answers.map(({ data }) => data["summary"])).toEqual(Array(3).fill({ ...NO_FINDINGS, error: 1 }));
  });

  test("explains a rule by its page, and names similar ones where there is none", async () => {
    const agent = await connectAgent(program.file, folderWith({}));
    const { data } = await agent.call("explain_rule", { rule: "traffic-sum" });
    expect(data["page"]).toContain("Traffic must sum to 100 for multiple predictors");
    const missing = await agent.call("explain_rule", { rule: "traffic-sums" });
    expect([missing.isError, missing.data["error"]]).toEqual([true, expect.stringContaining("traffic-sum")]);
    const outside = await agent.call("explain_rule", { rule: "../../package" });
    expect(outside.isError).toBe(true);
  });

  test("input that does not fit is answered with what is wrong with it, and the connection stays", async () => {
    const agent = await connectAgent(program.file, folderWith({}));
    const unknown = await agent.client.callTool({ name: "lint_manifest", arguments: { txt: "a" } });
    expect(unknown.isError).toBe(true);
    expect(JSON.stringify(unknown.content)).toContain("txt");
    const both = await agent.call("lint_manifest", { text: WRONG, path: "a.yaml" });
    expect(both).toEqual({ isError: true, data: { error: "Give either text or path." } });
    expect((await agent.call("lint_manifest", { text: "a: [" })).isError).toBe(false);
    expect((await agent.call("lint_manifest", { text: WRONG })).isError).toBe(false);
  });

  test("every line of standard output is a message of the protocol, and the program ends with its input", async () => {
    const child = spawn(process.execPath, [program.file, "--stdio"], { cwd: folderWith({}), stdio: "pipe" });
    let [out, told] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (told += text));
    const send = (message: object): void =>
      void child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    const clientInfo = { name: "test", version: "1" };
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
    send({ id: 1, method: "initialize", params });
    send({ method: "notifications/initialized" });
    send({ id: 2, method: "tools/call", params: { name: "lint_manifest", arguments: { text: WRONG } } });
    child.stdin.write("this is no JSON\n");
    send({ id: 3, method: "no/such/method" });
    await expect.poll(() => out.split("\n").length, { timeout: 60_000 }).toBeGreaterThan(3);
    const exited = new Promise<unknown>(resolve => void child.once("exit", resolve));
    child.stdin.end();
    expect(await exited).toBe(0);
    const Message = z.looseObject({ jsonrpc: z.literal("2.0"), id: z.number() });
    const messages = out
      .trim()
      .split("\n")
      .map(line => Message.parse(JSON.parse(line)));
    expect(messages.map(({ id }) => id).toSorted()).toEqual([1, 2, 3]);
    expect(told).not.toContain("iris");
  });
});

test("a context that cannot be used is told without the paths of this machine", async () => {
  const config = { apiVersion: "v1", kind: "Config", contexts: [], clusters: [], users: [] };
  const folder = folderWith({ "config.json": JSON.stringify(config) });
  const args = ["--allow-cluster", "--kubeconfig", path.join(folder, "config.json"), "--context", "absent"];
  const agent = await connectAgent(program.file, folder, args);
  const { isError, data } = await agent.call("get_deployment_status", { name: "iris" });
  expect([isError, data["error"]]).toEqual([true, expect.stringContaining("cannot be used (not-found)")]);
  expect(agent.received()).not.toMatch(/config\.json|seldon\.kubeconfig/);
});

describe("the command line", () => {
  test.each([
    [[], "--stdio is missing"],
    [["--stdio", "--context", "lab"], "--context needs --allow-cluster"],
    [["--stdio", "--no-such"], "--no-such"],
    [["--stdio", "file.yaml"], "file.yaml"],
  ])("%j is wrong usage", async (args, words) => {
    const { code, stdout, stderr } = await runProgram(program.file, args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
  });

  test("help and version", async () => {
    expect((await runProgram(program.file, ["--help"])).stdout).toContain("--allow-cluster");
    expect((await runProgram(program.file, ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
