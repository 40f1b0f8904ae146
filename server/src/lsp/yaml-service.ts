// Wraps yaml-language-server as a library: completion and hover of fields by our schema. A bundle of its own, loaded on first use.
import { getLanguageService } from "yaml-language-server";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { ClientCapabilities, CompletionList, Hover, Position } from "vscode-languageserver/node";

export type SchemaKind = "SeldonDeployment" | "PredictionTest";

/** One YAML document, and the kind that it is or becomes. */
export interface YamlText {
  readonly text: string;
  readonly kind: SchemaKind;
}

export interface YamlService {
  /** Positions are counted from the document's start. */
  complete(document: YamlText, position: Position): Promise<CompletionList>;
  hover(document: YamlText, position: Position): Promise<Hover | null>;
}

function fileOf(kind: SchemaKind): string {
  return `${kind.toLowerCase()}.yaml`;
}

const KINDS: readonly SchemaKind[] = ["SeldonDeployment", "PredictionTest"];

/** The library keeps parsed documents for the whole process by URI and version, so a version is never used twice. */
let lastVersion = 0;

/** JSON Schemas as objects; nothing is ever fetched. */
export function createYamlService(
  schemas: Readonly<Record<SchemaKind, object>>,
  clientCapabilities: ClientCapabilities,
): YamlService {
  const service = getLanguageService({
    schemaRequestService: uri =>
      Promise.reject(new Error(`The schema ${uri} is not fetched: this server never uses the network.`)),
    workspaceContext: { resolveRelativePath: relativePath => relativePath },
    clientCapabilities,
  });
  service.configure({
    validate: false,
    hover: true,
    completion: true,
    hoverSchemaSource: false,
    schemas: KINDS.map(kind => ({
      uri: `seldon-schema:///${kind.toLowerCase()}.json`,
      fileMatch: [fileOf(kind)],
      schema: schemas[kind],
    })),
  });
  return {
    complete: (document, position) => service.doComplete(toDocument(document), position, false),
    hover: (document, position) => service.doHover(toDocument(document), position),
  };
}

function toDocument({ text, kind }: YamlText): TextDocument {
  lastVersion += 1;
  return TextDocument.create(`seldon-document:///${fileOf(kind)}`, "yaml", lastVersion, withoutSchemaReferences(text));
}

/** A modeline or a `$schema` key would take the place of our schema. Both lose a character to another of the same width. */
function withoutSchemaReferences(text: string): string {
  return text.replaceAll("$schema", "_schema");
}
