// Wraps yaml-language-server as a library: completion and hover of fields by our schema. A bundle of its own, loaded on first use.
import { getLanguageService } from "yaml-language-server";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { ClientCapabilities, CompletionList, Hover, Position } from "vscode-languageserver/node";

export interface YamlService {
  /** `text` is one YAML document; positions are counted from its start. */
  complete(text: string, position: Position): Promise<CompletionList>;
  hover(text: string, position: Position): Promise<Hover | null>;
}

const DOCUMENT_URI = "seldon-document:///document.yaml";
const SCHEMA_URI = "seldon-schema:///seldondeployment.json";

/** The library keeps parsed documents for the whole process by URI and version, so a version is never used twice. */
let lastVersion = 0;

/** `schema` is the JSON Schema of a SeldonDeployment as an object; nothing is ever fetched. */
export function createYamlService(schema: object, clientCapabilities: ClientCapabilities): YamlService {
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
    schemas: [{ uri: SCHEMA_URI, fileMatch: ["*"], schema }],
  });
  return {
    complete: (text, position) => service.doComplete(toDocument(text), position, false),
    hover: (text, position) => service.doHover(toDocument(text), position),
  };
}

function toDocument(text: string): TextDocument {
  lastVersion += 1;
  return TextDocument.create(DOCUMENT_URI, "yaml", lastVersion, withoutSchemaReferences(text));
}

/** A modeline or a `$schema` key would take the place of our schema. Both lose a character to another of the same width. */
function withoutSchemaReferences(text: string): string {
  return text.replaceAll("$schema", "_schema");
}
