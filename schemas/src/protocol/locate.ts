// The request `seldon/locate`: where in a text the fields of an object stand, for what the API server says about their paths.
import * as z from "zod";
import { TextRange } from "../lint/finding.ts";

export const LOCATE_METHOD = "seldon/locate";

export const LocateParams = z.strictObject({
  uri: z.string().describe("The document. If it is open in the editor, its text there counts."),
  text: z.string().optional().describe("The text of a document that is not open."),
  index: z.int().min(0).describe("Which object, in the order in which `seldon/objects` names them."),
  paths: z.array(z.array(z.union([z.string(), z.int()]))).describe("Keys and list indexes, from the object downwards."),
});
export type LocateParams = z.infer<typeof LocateParams>;

export const LocateResult = z.strictObject({
  ranges: z
    .array(TextRange)
    .describe(
      "One for each path: its value, or the nearest thing above it that is there. Empty without such an object.",
    ),
});
export type LocateResult = z.infer<typeof LocateResult>;
