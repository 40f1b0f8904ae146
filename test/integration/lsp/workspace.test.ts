// Files that are not open count, too: their names are found, followed and renamed, and a change in one is seen in another.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { FileChangeType, type Hover, type Location, type Range, type WorkspaceEdit } from "vscode-languageserver/node";
import { LspClient, type ServerStart } from "../../support/lsp-client.ts";
import { scratchFolder, type ScratchFolder } from "../../support/scratch-folder.ts";

const PLANTED = ["planted-key-id-7f3a", "planted-secret-9c1d"];

/** With a value in every place a Secret may have one. */
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: minio
  namespace: models
stringData:
  RCLONE_CONFIG_S3_TYPE: s3
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: ${PLANTED[0]}
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: ${PLANTED[1]}
`;
const AWS_SECRET = SECRET.replaceAll(/RCLONE_CONFIG_S3_(TYPE.*\n {2})?/g, "AWS_").replace(
  "AWS_RCLONE_CONFIG_S3_",
  "AWS_",
);

function deployment(name: string, secret: string): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: ${name}
  namespace: models
spec:
  predictors:
    - name: main
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: s3://models/${name}
        envSecretRefName: ${secret}
`;
}

interface Session extends AsyncDisposable {
  readonly client: LspClient & AsyncDisposable;
  readonly folder: ScratchFolder;
  uri(this: void, name: string): string;
}

/** A server on a folder, when it has read all of it. */
async function session(files: Readonly<Record<string, string>>, start: ServerStart = {}): Promise<Session> {
  const folder = scratchFolder(files);
  const client = await LspClient.start({ workspaceFolder: pathToFileURL(folder.path).href, ...start });
  await vi.waitFor(() => expect(client.wire).toContain("Read the workspace in"), WAIT);
  const uri = (name: string): string => pathToFileURL(path.join(folder.path, name)).href;
  return { client, folder, uri, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
}

const WAIT = { timeout: 20_000, interval: 20 };

function latest({ client, uri }: Session, name: string): string[] {
  const found = client.published.findLast(params => params.uri === uri(name));
  return (found?.diagnostics ?? []).map(
    ({ code, message }) => `${String(code)}: ${typeof message === "string" ? message : message.value}`,
  );
}

async function change({ client, folder, uri }: Session, name: string, text: string | undefined): Promise<void> {
  const target = path.join(folder.path, name);
  mkdirSync(path.dirname(target), { recursive: true });
  if (text === undefined) rmSync(target, { recursive: true });
  else writeFileSync(target, text);
  const type = text === undefined ? FileChangeType.Deleted : FileChangeType.Changed;
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(name), type }] });
}

const AWS_KEYS = /rclone-remote: The Secret minio of deploy\/minio\.yaml has keys for the AWS tools/;

describe("a Secret of another file", () => {
  test("is held against the manifest that names it, and anew whenever it changes", async () => {
    await using open = await session({ "deploy/minio.yaml": AWS_SECRET });
    await open.client.open(open.uri("churn.yaml"), deployment("churn", "minio"));
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([expect.stringMatching(AWS_KEYS)]), WAIT);
    await change(open, "deploy/minio.yaml", SECRET);
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([]), WAIT);
    await change(open, "deploy/minio.yaml", AWS_SECRET);
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([expect.stringMatching(AWS_KEYS)]), WAIT);
  });

  test("counts as it stands in the editor, and as on the disk once it is closed", async () => {
    await using open = await session({ "deploy/minio.yaml": AWS_SECRET });
    await open.client.open(open.uri("deploy/minio.yaml"), SECRET);
    await open.client.open(open.uri("churn.yaml"), deployment("churn", "minio"));
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([]), WAIT);
    await open.client.change(open.uri("deploy/minio.yaml"), AWS_SECRET);
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([expect.stringMatching(AWS_KEYS)]), WAIT);
    await change(open, "deploy/minio.yaml", SECRET);
    await open.client.close(open.uri("deploy/minio.yaml"));
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([]), WAIT);
  });

  test("is gone with its folder", async () => {
    await using open = await session({ "deploy/minio.yaml": AWS_SECRET });
    await open.client.open(open.uri("churn.yaml"), deployment("churn", "minio"));
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toHaveLength(1), WAIT);
    await change(open, "deploy", undefined);
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([]), WAIT);
  });

  test("comes with its folder, of which editors name the folder alone", async () => {
    await using open = await session({ "readme.yaml": "a: 1\n" });
    const { client, folder, uri } = open;
    await client.open(uri("churn.yaml"), deployment("churn", "minio"));
    mkdirSync(path.join(folder.path, "deploy"));
    writeFileSync(path.join(folder.path, "deploy/minio.yaml"), AWS_SECRET);
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri("deploy"), type: FileChangeType.Created }],
    });
    await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([expect.stringMatching(AWS_KEYS)]), WAIT);
  });

  test("is not looked for where the editor excludes it, in node_modules, or in .git", async () => {
    const excluded = {
      "generated/minio.yaml": AWS_SECRET,
      "node_modules/a/minio.yaml": AWS_SECRET,
      ".git/minio.yaml": AWS_SECRET,
    };
    const configuration = (section?: string): unknown =>
      section === "files.exclude" ? { "**/generated": true, "**/kept": false } : null;
    await using open = await session(
      { ...excluded, "kept/near.yaml": SECRET.replace("name: minio", "name: minios") },
      { configuration },
    );
    await open.client.open(open.uri("churn.yaml"), deployment("churn", "minio"));
    await vi.waitFor(
      () => expect(latest(open, "churn.yaml")).toEqual([expect.stringContaining('kept/near.yaml has "minios"')]),
      WAIT,
    );
    expect(open.client.wire).toContain(": 1 files hold");
  });
});

test("only the manifest that names a changed Secret is checked anew", async () => {
  await using open = await session(
    { "minio.yaml": SECRET, "other.yaml": SECRET.replace("name: minio", "name: other") },
    { pulls: true },
  );
  const { client, uri } = open;
  await client.open(uri("churn.yaml"), deployment("churn", "minio"));
  await client.open(uri("wine.yaml"), deployment("wine", "other"));
  const ids = await Promise.all(["churn.yaml", "wine.yaml"].map(async name => (await client.pull(uri(name))).resultId));
  const refreshes = client.refreshes;
  await change(open, "minio.yaml", AWS_SECRET);
  await vi.waitFor(() => expect(client.refreshes).toBeGreaterThan(refreshes), WAIT);
  expect((await client.pull(uri("churn.yaml"), ids[0])).kind).toBe("full");
  expect((await client.pull(uri("wine.yaml"), ids[1])).kind).toBe("unchanged");
});

const at = (uri: string, line: number, character: number): object => ({
  textDocument: { uri },
  position: { line, character },
});

/** Line and characters, as `deploy.yaml 12:26-31`. */
function places(found: unknown, { folder }: Session): string[] {
  const base = `${pathToFileURL(folder.path).href}/`;
  return (Array.isArray(found) ? found : [])
    .map(({ uri, range }: Location) => `${uri.replace(base, "")} ${written(range)}`)
    .sort();
}

function written({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.character}`;
}

describe("a name", () => {
  const files = {
    "deploy/minio.yaml": SECRET,
    "wine.yaml": deployment("wine", "minio"),
    "account.yaml": "kind: ServiceAccount\nmetadata: {name: runner}\nsecrets: [{name: minio}]\n",
  };

  test("leads to its definition, its references and its highlights", async () => {
    await using open = await session(files);
    const { client, uri } = open;
    await client.open(uri("churn.yaml"), deployment("churn", "minio"));
    const position = at(uri("churn.yaml"), 12, 30);
    expect(places(await client.request("textDocument/definition", position), open)).toEqual([
      "deploy/minio.yaml 3:8-13",
    ]);
    const references = await client.request("textDocument/references", {
      ...position,
      context: { includeDeclaration: false },
    });
    expect(places(references, open)).toEqual(["account.yaml 2:17-22", "churn.yaml 12:26-31", "wine.yaml 12:26-31"]);
    expect(await client.request("textDocument/documentHighlight", position)).toMatchObject([
      { range: { start: { line: 12, character: 26 } } },
    ]);
  });

  test("is renamed in all files by one edit, which names the versions of open ones", async () => {
    await using open = await session(files);
    const { client, uri } = open;
    await client.open(uri("churn.yaml"), deployment("churn", "minio"));
    const position = at(uri("churn.yaml"), 12, 30);
    expect(await client.request("textDocument/prepareRename", position)).toMatchObject({ placeholder: "minio" });
    const answer = await client.request("textDocument/rename", { ...position, newName: "store" });
    const edit: WorkspaceEdit = answer && typeof answer === "object" ? answer : {};
    const changes = (edit.documentChanges ?? []).flatMap(change => ("textDocument" in change ? [change] : []));
    expect(changes.map(({ textDocument }) => [textDocument.uri, textDocument.version]).sort()).toEqual([
      [uri("account.yaml"), null],
      [uri("churn.yaml"), 1],
      [uri("deploy/minio.yaml"), null],
      [uri("wine.yaml"), null],
    ]);
    expect(changes.flatMap(({ edits }) => edits)).toHaveLength(4);
    for (const { edits } of changes) expect(edits).toMatchObject([{ newText: "store" }]);
  });

  test("is not renamed where that cannot be done everywhere, and the reason is told", async () => {
    await using open = await session({
      ...files,
      "chart/templates/x.yaml": "{{- if .Values.on }}\na: {{ b }}\n  envSecretRefName: minio\n",
    });
    const { client, uri } = open;
    await client.open(uri("churn.yaml"), deployment("churn", "minio"));
    const position = at(uri("churn.yaml"), 12, 30);
    await expect(client.request("textDocument/rename", { ...position, newName: "store" })).rejects.toThrow(
      'chart/templates/x.yaml has "minio" in a document that cannot be read as YAML',
    );
    await expect(client.request("textDocument/rename", { ...position, newName: "My Store" })).rejects.toThrow(
      "is no name for a Secret",
    );
    expect(client.complaints).toEqual([]);
  });

  test("is completed and explained with the file it is from", async () => {
    await using open = await session(files);
    const { client, uri } = open;
    const text = deployment("churn", "minio");
    await client.open(uri("churn.yaml"), text);
    const { items } = await client.complete(uri("churn.yaml"), { line: 12, character: 26 });
    expect(items.find(({ label }) => label === "minio")).toMatchObject({ detail: "Secret of deploy/minio.yaml" });
    const hover: Hover | null = await client.hover(uri("churn.yaml"), { line: 12, character: 28 });
    expect(JSON.stringify(hover?.contents)).toContain(
      "Secret `minio` of `deploy/minio.yaml`, line 4. Keys: `RCLONE_CONFIG_S3_TYPE`",
    );
  });
});

test("no value of a Secret ever leaves the server", async () => {
  await using open = await session({
    "deploy/minio.yaml": AWS_SECRET,
    "whole.yaml": SECRET.replace("name: minio", "name: whole"),
  });
  const { client, uri } = open;
  await client.open(uri("churn.yaml"), deployment("churn", "minio"));
  await vi.waitFor(() => expect(latest(open, "churn.yaml")).toHaveLength(1), WAIT);
  await change(open, "deploy/minio.yaml", SECRET);
  await vi.waitFor(() => expect(latest(open, "churn.yaml")).toEqual([]), WAIT);
  const position = at(uri("churn.yaml"), 12, 28);
  for (const method of ["definition", "documentHighlight", "prepareRename", "hover", "completion"])
    await client.request(`textDocument/${method}`, position);
  await client.request("textDocument/references", { ...position, context: { includeDeclaration: true } });
  await client.request("textDocument/rename", { ...position, newName: "store" });
  const range = { start: { line: 0, character: 0 }, end: { line: 13, character: 0 } };
  await client.codeActions(uri("churn.yaml"), range);
  await client.stop();
  expect(client.wire).toContain("RCLONE_CONFIG_S3_TYPE");
  for (const planted of PLANTED) expect(client.wire).not.toContain(planted);
});
