// The request `seldon/edits`: changes of an object by path become edits of its text, so that comments and layout stay as they are.
import * as z from "zod";
import { TextRange } from "../lint/finding.ts";

export const EDITS_METHOD = "seldon/edits";

const EditPath = z
  .array(z.union([z.string(), z.int()]))
  .min(1)
  .describe("Keys and list indexes, from the object downwards.");

export const PathEdit = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("set"),
    path: EditPath,
    value: z
      .unknown()
      .describe(
        "Mappings on the way are made where they are missing. A mapping or list that is there is not replaced.",
      ),
  }),
  z.strictObject({ op: z.literal("remove"), path: EditPath }),
  z.strictObject({
    op: z.literal("insert"),
    path: EditPath.describe("Of an item: it goes in front of the one that has the index now, or to the end."),
    value: z.unknown(),
  }),
]);
export type PathEdit = z.infer<typeof PathEdit>;

export const EditsParams = z.strictObject({
  uri: z.string().describe("The document. If it is open in the editor, its text there counts."),
  text: z.string().optional().describe("The text of a document that is not open."),
  index: z.int().min(0).describe("Which object, in the order in which `seldon/objects` names them."),
  edits: z
    .array(PathEdit)
    .describe("Made one after the other, so that an index counts what the ones before have left."),
});
export type EditsParams = z.infer<typeof EditsParams>;

export const EditsResult = z.strictObject({
  version: z.int32().nullable().describe("The version of the open document; null for a text that was handed over."),
  edits: z.array(z.strictObject({ range: TextRange, newText: z.string() })).describe("All against the text as it is."),
  refused: z
    .string()
    .nullable()
    .describe("Why the text cannot be changed so without harm, as a sentence; then there are no edits."),
});
export type EditsResult = z.infer<typeof EditsResult>;
