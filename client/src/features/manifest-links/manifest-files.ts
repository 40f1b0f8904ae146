// The workspace's files that hold SeldonDeployments. The language server reads them; what it said is kept until a file changes.
import * as vscode from "vscode";
import type { ObjectsParams, ObjectsResult } from "../../../../schemas/src/index.ts";
import { isSeldonDocument } from "../../ui/seldon-documents.ts";
import { namesSeldonKind } from "../../ui/seldon-text.ts";
import { seldonDeployments, type ManifestPlace } from "./manifest-places.ts";

/** What reads manifests. */
export interface ManifestReader {
  objects(params: ObjectsParams): Promise<ObjectsResult>;
}

export interface PlaceInFile {
  readonly uri: vscode.Uri;
  readonly place: ManifestPlace;
}

const FILES = "**/*.{yaml,yml,json}";
const NOT_OURS = "**/{node_modules,.git,.venv}/**";
/** A workspace with more has its manifests somewhere else, or opens them by hand. */
const MAX_FILES = 5000;
/** As in the language server: no manifest is larger. */
const MAX_BYTES = 5_000_000;
/** Files read at the same time. */
const BATCH = 32;

interface Known {
  readonly mtime: number;
  readonly size: number;
  readonly places: readonly ManifestPlace[];
}

export class ManifestFiles {
  readonly #reader: ManifestReader;
  #known = new Map<string, Known>();

  constructor(reader: ManifestReader) {
    this.#reader = reader;
  }

  /** All SeldonDeployments of the workspace and of open documents, files in the order of their paths. */
  async all(token: vscode.CancellationToken): Promise<PlaceInFile[]> {
    const open = new Map(
      vscode.workspace.textDocuments.filter(isSeldonDocument).map(document => [document.uri.toString(), document]),
    );
    const files = await vscode.workspace.findFiles(FILES, NOT_OURS, MAX_FILES, token);
    const closed = files.filter(uri => !open.has(uri.toString()));
    const found: PlaceInFile[] = [];
    for (const document of open.values()) found.push(...(await this.ofDocument(document)));
    const kept = new Map<string, Known>();
    for (let at = 0; at < closed.length && !token.isCancellationRequested; at += BATCH) {
      const batch = await Promise.all(closed.slice(at, at + BATCH).map(uri => this.#ofFile(uri, kept)));
      found.push(...batch.flat());
    }
    // Forgets files that are gone.
    if (!token.isCancellationRequested) this.#known = kept;
    return found.sort((a, b) => a.uri.path.localeCompare(b.uri.path, "en"));
  }

  async ofDocument(document: vscode.TextDocument): Promise<PlaceInFile[]> {
    const { objects } = await this.#reader.objects({ uri: document.uri.toString(), text: document.getText() });
    return seldonDeployments(objects).map(place => ({ uri: document.uri, place }));
  }

  async #ofFile(uri: vscode.Uri, kept: Map<string, Known>): Promise<PlaceInFile[]> {
    const key = uri.toString();
    const { mtime, size } = await statOrEmpty(uri);
    const before = this.#known.get(key);
    const isSame = before?.mtime === mtime && before.size === size;
    const known = isSame ? before : { mtime, size, places: size > MAX_BYTES ? [] : await this.#read(uri) };
    kept.set(key, known);
    return known.places.map(place => ({ uri, place }));
  }

  async #read(uri: vscode.Uri): Promise<ManifestPlace[]> {
    const text = new TextDecoder().decode(await bytesOrEmpty(uri));
    if (!namesSeldonKind(text)) return [];
    const { objects } = await this.#reader.objects({ uri: uri.toString(), text });
    return seldonDeployments(objects);
  }
}

/** A file may go away between being listed and being read. */
async function statOrEmpty(uri: vscode.Uri): Promise<{ readonly mtime: number; readonly size: number }> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return { mtime: 0, size: 0 };
  }
}

async function bytesOrEmpty(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return new Uint8Array();
  }
}
