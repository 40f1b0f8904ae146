// Asks the YAML service about the document of a file that a position is in, and loads that service when first asked.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ClientCapabilities, Connection, Position } from "vscode-languageserver/node";
import { documentAt, isSeldonDocument } from "../core/index.ts";
import type { LintedDocument } from "./document-store.ts";
import { fromPosition } from "./from-lsp.ts";
import type { YamlService } from "./yaml-service.ts";

declare const PACKAGE_VERSION: string | undefined;

const SCHEMA_FILE = "schemas/json/seldondeployment.json";

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
   * Puts a question about a position to the library, as one about the YAML document it is in. Undefined outside SeldonDeployments
   * and where the library could not cope, which must not cost the rest of an answer.
   */
  async ask<T>(
    linted: LintedDocument,
    position: Position,
    question: (service: YamlService, text: string, position: Position) => Promise<T>,
  ): Promise<Answer<T> | undefined> {
    const { stream } = linted.result.state;
    const found = stream && documentAt(stream, fromPosition(linted.lines, position));
    if (!found || !isSeldonDocument(found.document) || found.document.text.length > MAX_DOCUMENT_LENGTH)
      return undefined;
    const service = await (this.#service ??= this.#load());
    if (!service) return undefined;
    const firstLine = linted.lines.position(found.offset).line;
    try {
      return {
        value: await question(service, found.document.text, { ...position, line: position.line - firstLine }),
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
      const schema: unknown = JSON.parse(await readFile(path.join(root, SCHEMA_FILE), "utf8"));
      if (typeof schema !== "object" || schema === null) throw new Error(`${SCHEMA_FILE} holds no schema.`);
      // The build sets the version, folds this and leaves only the first, which is a bundle of its own beside the server's.
      const { createYamlService } = await (typeof PACKAGE_VERSION === "string"
        ? import("./yaml-service.js")
        : import("./yaml-service.ts"));
      return createYamlService(schema, this.#capabilities);
    } catch (error) {
      this.#connection.console.error(
        `Completion and hover of fields are off, because their part could not be loaded: ${String(error)}`,
      );
      return undefined;
    }
  }
}
