// The request `seldon/objects`: the client, which reads no YAML itself, asks what Kubernetes objects a text holds and where.
import * as z from "zod";
import { TextRange } from "../lint/finding.ts";

export const OBJECTS_METHOD = "seldon/objects";

export const ObjectsParams = z.strictObject({
  uri: z.string().describe("The document. If it is open in the editor, its text there counts."),
  text: z.string().optional().describe("The text of a document that is not open."),
});
export type ObjectsParams = z.infer<typeof ObjectsParams>;

export const UnitPlace = z.strictObject({
  name: z.string(),
  range: TextRange.describe("The unit's name in the text."),
});

export type UnitPlace = z.infer<typeof UnitPlace>;

export const PredictorPlace = z.strictObject({
  name: z.string(),
  range: TextRange.describe("The predictor's name in the text."),
  units: z.array(UnitPlace).describe("All graph units of the predictor, root first."),
});
export type PredictorPlace = z.infer<typeof PredictorPlace>;

export const ManifestObject = z.strictObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string().nullable(),
  namespace: z.string().nullable().describe("As written; null where the manifest leaves it to whoever applies it."),
  range: TextRange.describe("All of the object."),
  nameRange: TextRange.describe("The object's name, or the object where it has none."),
  value: z.unknown().describe("The object as kubectl would read it; null where it cannot be read."),
  predictors: z.array(PredictorPlace).describe("Of a SeldonDeployment; empty for all other kinds."),
});
export type ManifestObject = z.infer<typeof ManifestObject>;

export const ObjectsResult = z.strictObject({
  version: z.int32().nullable().describe("The version of the open document; null for a text that was handed over."),
  hasSyntaxErrors: z.boolean(),
  objects: z.array(ManifestObject),
});
export type ObjectsResult = z.infer<typeof ObjectsResult>;
