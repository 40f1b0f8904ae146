// Keeps what the client says that object stores hold (`seldon/artifacts`), document by document.
import { RequestType } from "vscode-languageserver/node";
import type { ArtifactFact, ArtifactsParams, ArtifactsResult } from "../../../schemas/src/index.ts";
import { readFacts, readWorkspaceFile } from "../core/index.ts";

/** The name is `ARTIFACTS_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const ArtifactsRequest = new RequestType<ArtifactsParams, ArtifactsResult, never>("seldon/artifacts");

export const NOT_TAKEN: ArtifactsResult = { isTaken: false };

/** Documents whose models are remembered; the one that was told of longest ago goes first. */
const MOST_DOCUMENTS = 100;

const NONE: readonly ArtifactFact[] = [];

export class Artifacts {
  readonly #byDocument = new Map<string, readonly ArtifactFact[]>();
  readonly #warn: (message: string) => void;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** Of a document, open or not; the same array until it is told of again. */
  of(uri: string): readonly ArtifactFact[] {
    return this.#byDocument.get(uri) ?? NONE;
  }

  /** Takes what holds for a document from now on. False where nothing of it can be understood. */
  replace(params: unknown): boolean {
    const { uri, models } = fieldsOf(params);
    if (typeof uri !== "string" || !Array.isArray(models)) {
      this.#warn("seldon/artifacts names no document or no models. It is ignored.");
      return false;
    }
    const { facts, problems } = readFacts({ artifact: models.map(withHeld) });
    for (const problem of problems) this.#warn(`seldon/artifacts of ${uri}: ${problem}. The entry is ignored.`);
    this.#byDocument.delete(uri);
    if (facts.artifact && facts.artifact.length > 0) this.#byDocument.set(uri, facts.artifact);
    const [oldest] = this.#byDocument.keys();
    if (this.#byDocument.size > MOST_DOCUMENTS && oldest !== undefined) this.#byDocument.delete(oldest);
    return problems.length === 0;
  }
}

/** The texts are read here: the client reads no YAML. */
function withHeld(model: unknown): unknown {
  const { texts, ...stored } = fieldsOf(model);
  const folder = typeof stored["uri"] === "string" ? stored["uri"].replace(/\/+$/, "") : "";
  const list: readonly unknown[] = Array.isArray(texts) ? texts : [];
  const holds = list.flatMap(entry => {
    const { path, text } = fieldsOf(entry);
    return typeof path === "string" && typeof text === "string" ? readWorkspaceFile(text, `${folder}/${path}`) : [];
  });
  return { ...stored, holds };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
