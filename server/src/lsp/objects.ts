// Answers `seldon/objects`: what Kubernetes objects a text holds, for the client, which reads no YAML itself.
import { RequestType } from "vscode-languageserver/node";
import type { ManifestObject, ObjectsParams, ObjectsResult, PredictorPlace } from "../../../schemas/src/index.ts";
import {
  LineIndex,
  manifestObjectsOf,
  parseStream,
  type ManifestObject as ObjectInText,
  type NamedPlace,
  type YamlStream,
} from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toRange } from "./to-lsp.ts";

/** The name is `OBJECTS_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const ObjectsRequest = new RequestType<ObjectsParams, ObjectsResult, never>("seldon/objects");

export const NO_OBJECTS: ObjectsResult = { version: null, hasSyntaxErrors: false, objects: [] };

/** An open document answers with its text in the editor; otherwise the text that came with the request is read. */
export async function manifestObjects(
  { documents, settings }: { readonly documents: DocumentStore; readonly settings: SettingsStore },
  { uri, text }: ObjectsParams,
): Promise<ObjectsResult> {
  const linted = documents.lint(uri, await settings.of(uri));
  if (linted?.result.state.stream) return describe(linted.result.state.stream, linted.lines, linted.version);
  return text === undefined ? NO_OBJECTS : describe(parseStream(text), new LineIndex(text), null);
}

function describe(stream: YamlStream, lines: LineIndex, version: number | null): ObjectsResult {
  return {
    version,
    hasSyntaxErrors: stream.documents.some(({ document }) => document.problems.length > 0),
    objects: manifestObjectsOf(stream).map(object => toManifestObject(object, lines)),
  };
}

function toManifestObject(object: ObjectInText, lines: LineIndex): ManifestObject {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.name ?? null,
    namespace: object.namespace ?? null,
    range: toRange(lines, object.range),
    nameRange: toRange(lines, object.nameRange),
    value: object.value ?? null,
    predictors: object.predictors.map(predictor => toPredictorPlace(predictor, lines)),
  };
}

function toPredictorPlace({ name, range, units }: NamedPlace, lines: LineIndex): PredictorPlace {
  return {
    name,
    range: toRange(lines, range),
    units: units.map(unit => ({ name: unit.name, range: toRange(lines, unit.range) })),
  };
}
