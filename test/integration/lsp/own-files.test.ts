// Files that are no manifests, as an editor opens them, and actions that make a file.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { CodeAction } from "vscode-languageserver/node";
import { fullCapabilities } from "../../support/lsp-capabilities.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";
import { CLEAN } from "./manifests.ts";

const OTHER = "file:///workspace/other.yaml";
const EVERYTHING = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

const MLMODEL = "artifact_path: model\nflavors:\npython_function:\n  env: conda.yaml\nmlflow_version: 2.5.0\n";
const PAGE = `# Seldon\n\n\`\`\`yaml\n${CLEAN.replace("SKLEARN_SERVER", "SKLEARN_SERVR")}\`\`\`\n`;
const SCRIPT = "kubectl get pods -l seldon-deployment=churn\n";

describe("files that go by their names", () => {
  test.each([
    ["MLmodel", "plaintext", MLMODEL, "mlmodel-flavors"],
    ["README.md", "markdown", PAGE, "known-server"],
    ["install.sh", "shellscript", SCRIPT, "pod-selector"],
  ])("%s has findings, and fixes that apply", async (name, languageId, text, rule) => {
    await using client = await LspClient.start();
    const uri = `file:///workspace/${name}`;
    await client.open(uri, text, languageId);
    const diagnostics = await client.diagnostics(uri);
    expect(diagnostics.map(({ code }) => code)).toEqual([rule]);
    const [fix] = await client.codeActions(uri, EVERYTHING, diagnostics, ["quickfix"]);
    if (!fix?.edit) throw new Error("There is no fix.");
    expect(await client.apply(fix.edit)).toBe(true);
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test("a page has no other features of manifests", async () => {
    await using client = await LspClient.start();
    const uri = "file:///workspace/README.md";
    await client.open(uri, PAGE.replace("SERVR", "SERVER"), "markdown");
    const place = client.positionOf(uri, "traffic", 1);
    expect(await client.hover(uri, place)).toBeNull();
    expect((await client.complete(uri, place)).items).toEqual([]);
    expect(await client.outline(uri)).toEqual([]);
    expect((await client.folds(uri)) ?? []).toEqual([]);
    expect(await client.inlayHints(uri, EVERYTHING)).toEqual([]);
    expect(await client.codeLenses(uri)).toEqual([]);
  });

  test("nothing is said of pages and scripts that do not mention Seldon", async () => {
    await using client = await LspClient.start();
    await client.open("file:///workspace/README.md", "# Other\n\n```yaml\na: [\n```\n", "markdown");
    await client.open("file:///workspace/install.sh", "kubectl get pods -n a-f\n", "shellscript");
    await client.open(OTHER, CLEAN);
    await client.diagnostics(OTHER);
    expect(client.published.map(({ uri }) => uri)).toEqual([OTHER]);
  });
});

describe("actions that make a file", () => {
  const MANIFEST = CLEAN.replaceAll("gs://", "s3://");
  const CREATES = "Create seldon-rclone-secret.yaml with a Secret for MinIO, and name it here";
  const able = fullCapabilities(false, false);
  const capabilities = {
    ...able,
    workspace: { ...able.workspace, workspaceEdit: { documentChanges: true, resourceOperations: ["create" as const] } },
  };

  async function offered(
    folder: string,
    start: Parameters<typeof LspClient.start>[0],
  ): Promise<CodeAction | undefined> {
    await using client = await LspClient.start(start);
    const uri = pathToFileURL(path.join(folder, "iris.yaml")).href;
    await client.open(uri, MANIFEST);
    const actions = await client.codeActions(uri, EVERYTHING, await client.diagnostics(uri), ["quickfix"]);
    return actions.find(({ title }) => title === CREATES);
  }

  test("come with the file, its text and the edit of this one, in this order", async () => {
    const { path: folder } = scratchFolder({});
    const action = await offered(folder, { capabilities });
    const created = pathToFileURL(path.join(folder, "seldon-rclone-secret.yaml")).href;
    const [create, text, edit] = action?.edit?.documentChanges ?? [];
    expect(create).toEqual({ kind: "create", uri: created, options: { overwrite: false, ignoreIfExists: false } });
    expect(text).toMatchObject({ textDocument: { uri: created, version: null } });
    expect(JSON.stringify(text)).toContain("RCLONE_CONFIG_S3_TYPE: s3");
    expect(edit).toMatchObject({ textDocument: { version: 1 } });
    expect(JSON.stringify(edit)).toContain("envSecretRefName: seldon-rclone-secret");
    expect(JSON.stringify(action)).toContain("<secret-key>");
  });

  test("are not offered where there is such a file, nor to clients that cannot make one", async () => {
    const { path: folder } = scratchFolder({});
    expect(await offered(folder, {})).toBeUndefined();
    writeFileSync(path.join(folder, "seldon-rclone-secret.yaml"), "");
    expect(await offered(folder, { capabilities })).toBeUndefined();
  });
});
