// A workspace of ten thousand files: how long the server reads it in the background, what typing notices of it, and what it costs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { builtServer, LspClient } from "../support/lsp-client.ts";
import { peakMegabytes, processorSeconds } from "./bench-process.ts";
import { longDeployment, manyFiles, typingPlace } from "./manifests.ts";
import { round, summarize, type Timing } from "./measure.ts";

export interface WorkspaceResult {
  readonly files: number;
  /** From the handshake until all is known. */
  readonly indexedAfterMs: number;
  /** Of all cores, until then. */
  readonly processorSeconds: number;
  /** From a key press to its diagnostics, in a document of 2,000 lines: without a workspace, while it is read, and then. */
  readonly typingAlone: Timing;
  readonly typingMeanwhile: Timing;
  readonly typingAfter: Timing;
  /** From a change of one Secret on the disk until the open manifest that names it is checked anew. */
  readonly secretChangeMs: number;
  /** From the question until all places in all files are told. */
  readonly referencesMs: number;
  /** At its largest; undefined where the system does not tell. */
  readonly peakMegabytes: number | undefined;
  /** The same of a server without a workspace. */
  readonly peakMegabytesAlone: number | undefined;
}

const isLinux = process.platform === "linux";
const FILES = 10_000;
const FOLDER_SIZE = 100;
const KEYS = 60;

/** Milliseconds between two key presses: a fast typist. */
const PAUSE = 80;

export async function benchWorkspace(): Promise<WorkspaceResult> {
  const root = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  try {
    writeWorkspace(root);
    const alone = await LspClient.start({ program: builtServer() });
    const typingAlone = await typing(alone, pathToFileURL(path.join(root, "open.yaml")).href, KEYS);
    const peakMegabytesAlone = isLinux ? peakMegabytes(alone.pid) : undefined;
    await alone.stop();
    return { ...(await measureServer(root)), typingAlone, peakMegabytesAlone };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function measureServer(root: string): Promise<Omit<WorkspaceResult, "typingAlone" | "peakMegabytesAlone">> {
  const started = performance.now();
  const client = await LspClient.start({
    program: builtServer(),
    workspaceFolder: pathToFileURL(root).href,
  });
  const uri = pathToFileURL(path.join(root, "open.yaml")).href;
  const typingMeanwhile = await typing(client, uri, Number.POSITIVE_INFINITY, () => isIndexed(client));
  const indexedAfterMs = round(performance.now() - started);
  const seconds = isLinux ? processorSeconds(client.pid) : 0;
  const typingAfter = await typing(client, uri, KEYS);
  const secretChangeMs = await changeSecret(client, root);
  const referencesMs = await askReferences(client, root);
  const peak = isLinux ? peakMegabytes(client.pid) : undefined;
  await client.stop();
  return {
    ...{ files: FILES, indexedAfterMs, processorSeconds: seconds, typingMeanwhile, typingAfter },
    ...{ secretChangeMs, referencesMs, peakMegabytes: peak },
  };
}

function isIndexed(client: LspClient): boolean {
  return client.wire.includes("Read the workspace in");
}

/** Types and deletes a digit, over and over, until it is enough. */
async function typing(client: LspClient, uri: string, keys: number, isEnough = (): boolean => false): Promise<Timing> {
  const text = longDeployment(2_000);
  await client.open(uri, text);
  await client.diagnostics(uri);
  const place = client.document(uri).positionAt(typingPlace(text));
  const times: number[] = [];
  for (let key = 0; key < keys && (key < 2 || !isEnough()); key++) {
    const isTyped = key % 2 === 0;
    const end = { line: place.line, character: place.character + (isTyped ? 0 : 1) };
    const before = performance.now();
    const version = await client.change(uri, isTyped ? "0" : "", { start: place, end });
    await client.diagnostics(uri, version);
    times.push(performance.now() - before);
    await setTimeout(PAUSE);
  }
  await client.close(uri);
  client.published.length = 0;
  return summarize(times);
}

async function changeSecret(client: LspClient, root: string): Promise<number> {
  const secret = path.join(root, "folder-0", "file-1.yaml");
  const manifest = pathToFileURL(path.join(root, "naming.yaml")).href;
  await client.open(manifest, naming("store-1"));
  await client.diagnostics(manifest);
  client.published.length = 0;
  writeFileSync(secret, secretManifest(1).replaceAll("RCLONE_CONFIG_S3", "RCLONE_CONFIG_OTHER"));
  const before = performance.now();
  await client.filesChanged(pathToFileURL(secret).href);
  await client.diagnostics(manifest);
  return round(performance.now() - before);
}

async function askReferences(client: LspClient, root: string): Promise<number> {
  const uri = pathToFileURL(path.join(root, "naming.yaml")).href;
  const position = client.positionOf(uri, "envSecretRefName: ", 20);
  const before = performance.now();
  const context = { includeDeclaration: true };
  const found = await client.request("textDocument/references", { textDocument: { uri }, position, context });
  if (!Array.isArray(found) || found.length < 2) throw new Error("The Secret and its reference were not both found.");
  return round(performance.now() - before);
}

/** Of each ten files four SeldonDeployments, two Secrets, a ConfigMap, and three that nothing refers to. */
function writeWorkspace(root: string): void {
  const deployments = manyFiles(FILES, 1);
  for (let index = 0; index < FILES; index++) {
    const folder = path.join(root, `folder-${Math.floor(index / FOLDER_SIZE)}`);
    if (index % FOLDER_SIZE === 0) mkdirSync(folder);
    writeFileSync(path.join(folder, `file-${index}.yaml`), fileText(index, deployments[index] ?? ""));
  }
}

function fileText(index: number, deployment: string): string {
  const kind = index % 10;
  if (kind === 1 || kind === 2) return secretManifest(index);
  if (kind === 3)
    return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings-${index}}\ndata: {level: debug, text: "${"x".repeat(500)}"}\n`;
  if (kind >= 4 && kind <= 6)
    return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web-${index}}\nspec:\n${"  # what the web does\n".repeat(60)}`;
  return deployment;
}

function secretManifest(index: number): string {
  const keys = ["TYPE: s3", "ENDPOINT: http://minio.store:9000", "ACCESS_KEY_ID: key", "SECRET_ACCESS_KEY: secret"];
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: store-${index}\nstringData:\n${keys.map(key => `  RCLONE_CONFIG_S3_${key}\n`).join("")}`;
}

function naming(secret: string): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: naming}
spec:
  predictors:
    - name: main
      graph:
        name: model
        implementation: SKLEARN_SERVER
        modelUri: s3://models/naming
        envSecretRefName: ${secret}
`;
}
