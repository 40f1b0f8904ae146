// The request `seldon/artifacts`: the client tells what object stores hold under the model URIs of a document.
import * as z from "zod";
import { StoredModel } from "../lint/artifact-facts.ts";

export const ARTIFACTS_METHOD = "seldon/artifacts";

export const StoredText = z.strictObject({
  path: z.string().describe("Of a file in the top folder, such as `MLmodel`."),
  text: z.string(),
});
export type StoredText = z.infer<typeof StoredText>;

export const CheckedModel = StoredModel.extend({
  texts: z.array(StoredText).describe("Of the files that say something about the model; the server reads them."),
});
export type CheckedModel = z.infer<typeof CheckedModel>;

export const ArtifactsParams = z.strictObject({
  uri: z.string().describe("The document. What was told of it before no longer holds."),
  models: z.array(CheckedModel),
});
export type ArtifactsParams = z.infer<typeof ArtifactsParams>;

export const ArtifactsResult = z.strictObject({
  isTaken: z.boolean().describe("False where the document is not open, or the models could not be understood."),
});
export type ArtifactsResult = z.infer<typeof ArtifactsResult>;
