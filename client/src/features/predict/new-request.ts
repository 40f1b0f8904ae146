// A new request for a deployment that no file asks yet, made of what is known: the last one, the live model, files of the workspace.
import * as vscode from "vscode";
import type { InputSignature } from "../../../../schemas/src/index.ts";
import type { DeploymentToAsk, InputExample } from "../../domain/predict/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { reasonOf } from "../../ui/guard.ts";
import type { Asked } from "./asked.ts";
import { requestsIn, type OpenRequest } from "./open-request.ts";
import type { PredictParts } from "./predict-parts.ts";

export interface NewRequest {
  readonly request: OpenRequest | undefined;
  /** Nothing tells what the model takes, so that the values in it are only there to be replaced. */
  readonly isGuess: boolean;
  readonly document: vscode.TextDocument;
}

/** The deployment as it was read, and where. */
export interface ReadDeployment {
  readonly ask: DeploymentToAsk;
  readonly session: ClusterSession;
}

interface Known {
  readonly example?: InputExample | undefined;
  readonly signature?: InputSignature | undefined;
}

const NOT_OURS = "**/{node_modules,.git,.venv}/**";
/** In a workspace of many models nobody knows which one is meant by its name alone. */
const MOST_MODELS = 200;

/** In an editor of its own, under the name that it would be saved by. */
export async function newRequest(parts: PredictParts, asked: Asked, read: ReadDeployment): Promise<NewRequest> {
  const { skeleton, yamlText } = await import("../../live/predict/index.ts");
  const last = parts.history.lastOf(asked.context, asked.namespace, asked.deployment);
  const known = last ? {} : await whatIsKnown(parts, asked, read);
  const text = last
    ? `# As it was sent last.\n${yamlText(last.value)}`
    : skeleton({ ask: read.ask, predictor: asked.predictor, ...known });
  const document = await untitled(asked, text);
  const [request] = await requestsIn(parts.server, document.uri);
  return { request, document, isGuess: !last && known.example === undefined && known.signature === undefined };
}

/** The live model is asked first: files may be of another version. An example has real values, though. */
async function whatIsKnown(parts: PredictParts, asked: Asked, { ask, session }: ReadDeployment): Promise<Known> {
  const { askSignature, createSender, inputExample, predictorNamed, signatureOfMlmodel } =
    await import("../../live/predict/index.ts");
  const predictor = predictorNamed(ask, asked.predictor);
  const modelUri = predictor?.units[0]?.modelUri ?? "";
  const example = await readNear("**/input_example.json", modelUri);
  if (example !== undefined) return { example: inputExample(example) };
  // Of its own: whether a page is going to be there to keep a way for is not known yet.
  const sender = createSender(session);
  try {
    const live = predictor && (await askSignature(sender, ask, predictor));
    if (live) return { signature: live };
  } catch (error) {
    parts.services.log.info(`The model was not asked for its metadata: ${reasonOf(error)}`);
  } finally {
    await sender.close();
  }
  const mlmodel = await readNear("**/MLmodel", modelUri);
  if (mlmodel === undefined) return {};
  // The server tells objects of Kubernetes apart by these two keys; MLflow's file has neither.
  const text = `apiVersion: mlflow\nkind: MLmodel\n${mlmodel}`;
  const { objects } = await parts.server.objects({ uri: "seldon-filled:/MLmodel.yaml", text });
  return { signature: signatureOfMlmodel(objects[0]?.value) };
}

/** The only file of this name, or the one in the folder that the model's address ends with. */
async function readNear(pattern: string, modelUri: string): Promise<string | undefined> {
  const files = await vscode.workspace.findFiles(pattern, NOT_OURS, MOST_MODELS);
  const folder = modelUri.replace(/\/+$/, "").split("/").at(-1) ?? "";
  const near = files.filter(({ path }) => folder !== "" && path.split("/").at(-2) === folder);
  const [found] = near.length === 1 ? near : files.length === 1 ? files : [];
  return found && new TextDecoder().decode(await vscode.workspace.fs.readFile(found));
}

/** Beside the manifest, else at the top of the workspace; never in place of a file that exists. */
async function untitled(asked: Asked, text: string): Promise<vscode.TextDocument> {
  const top = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  const folder = asked.manifest?.scheme === "file" ? vscode.Uri.joinPath(asked.manifest, "..") : top;
  const named = (count: number): vscode.Uri =>
    vscode.Uri.joinPath(folder, `${asked.deployment}${count === 1 ? "" : `-${count}`}.predict.yaml`);
  let count = 1;
  while (await isTaken(named(count))) count += 1;
  const document = await vscode.workspace.openTextDocument(named(count).with({ scheme: "untitled" }));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  return document;
}

async function isTaken(uri: vscode.Uri): Promise<boolean> {
  const unsaved = uri.with({ scheme: "untitled" }).toString();
  if (vscode.workspace.textDocuments.some(open => open.uri.toString() === unsaved)) return true;
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // VS Code tells no more than that it is not there.
    return false;
  }
}
