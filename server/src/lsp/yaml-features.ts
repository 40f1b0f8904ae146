// Asks the YAML service about the document of a file that a position is in, and loads that service when first asked.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ClientCapabilities, Connection, Position } from "vscode-languageserver/node";
import { documentAt, schemaKindOf } from "../core/index.ts";
import type { LintedDocument } from "./document-store.ts";
import { fromPosition } from "./from-lsp.ts";
import type { SchemaKind, YamlService, YamlText } from "./yaml-service.ts";

declare const PACKAGE_VERSION: string | undefined;

const SCHEMA_FILES = {
  SeldonDeployment: "schemas/json/seldondeployment.json",
  PredictionTest: "schemas/json/predictiontest.json",
} as const;

/** Above this many UTF-16 units the library takes seconds, and etcd holds no object of such a size. */
const MAX_DOCUMENT_LENGTH = 1_500_000;

export interface Answer<T> {
  /** Its lines are counted from the start of the YAML document. */
  readonly value: T;
  /** Lines of the file before that document. */
  readonly firstLine: number;
}

export class YamlFeatures {
  readonly #connection: Connection;
  readonly #packageRoot: () => string | undefined;
  #capabilities: ClientCapabilities = {};
  #service: Promise<YamlService | undefined> | undefined;

  constructor(connection: Connection, packageRoot: () => string | undefined) {
    this.#connection = connection;
    this.#packageRoot = packageRoot;
  }

  initialize(capabilities: ClientCapabilities): void {
    this.#capabilities = capabilities;
  }

  /**
   * Puts a question about a position to the library, as one about the YAML document it is in. Undefined outside of our kinds and
   * where the library could not cope, which must not cost the rest of an answer.
   */
  async ask<T>(
    linted: LintedDocument,
    position: Position,
    question: (service: YamlService, document: YamlText, position: Position) => Promise<T>,
  ): Promise<Answer<T> | undefined> {
    const { stream } = linted.result.state;
    const found = stream && documentAt(stream, fromPosition(linted.lines, position));
    const kind = found && schemaKindOf(found.document, linted.options.fileName);
    if (!found || !kind || found.document.text.length > MAX_DOCUMENT_LENGTH) return undefined;
    const service = await (this.#service ??= this.#load());
    if (!service) return undefined;
    const firstLine = linted.lines.position(found.offset).line;
    try {
      return {
        value: await question(
          service,
          { text: found.document.text, kind },
          { ...position, line: position.line - firstLine },
        ),
        firstLine,
      };
    } catch (error) {
      this.#connection.console.log(`The YAML library could not answer for ${linted.uri}: ${String(error)}`);
      return undefined;
    }
  }

  async #load(): Promise<YamlService | undefined> {
    const root = this.#packageRoot();
    if (root === undefined) return undefined;
    try {
      const [deployment, test] = await Promise.all([
        readSchema(root, "SeldonDeployment"),
        readSchema(root, "PredictionTest"),
      ]);
      // The build sets the version, folds this and leaves only the first, which is a bundle of its own beside the server's.
      const { createYamlService } = await (typeof PACKAGE_VERSION === "string"
        ? import("./yaml-service.js")
        : import("./yaml-service.ts"));
      return createYamlService({ SeldonDeployment: deployment, PredictionTest: test }, this.#capabilities);
    } catch (error) {
      this.#connection.console.error(
        `Completion and hover of fields are off, because their part could not be loaded: ${String(error)}`,
      );
      return undefined;
    }
  }
}

async function readSchema(root: string, kind: SchemaKind): Promise<object> {
  const file = SCHEMA_FILES[kind];
  const schema: unknown = JSON.parse(await readFile(path.join(root, file), "utf8"));
  if (typeof schema !== "object" || schema === null) throw new Error(`${file} holds no schema.`);
  return schema;
}
