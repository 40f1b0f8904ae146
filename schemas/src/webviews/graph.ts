// What the graph preview and its page say to each other.
import * as z from "zod";
import { GraphDeployment } from "../protocol/graph.ts";

export const GraphPageState = z.strictObject({
  file: z.string().describe("Name of the manifest."),
  deployments: z.array(GraphDeployment),
  hasSyntaxErrors: z.boolean().describe("The picture is then of what can be read."),
  selected: z
    .string()
    .nullable()
    .describe("Id of the unit or predictor that the cursor is in, after the deployment's index and a slash."),
});
export type GraphPageState = z.infer<typeof GraphPageState>;

export const GraphPageEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("select"), id: z.string().describe("As in `selected`.") }),
  z.strictObject({ kind: z.literal("export"), svg: z.string().describe("The picture as a file of its own.") }),
]);
export type GraphPageEvent = z.infer<typeof GraphPageEvent>;
