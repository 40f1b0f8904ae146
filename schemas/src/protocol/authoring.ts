// The request `seldon/authoring`: what a new manifest can be made of: models and Secrets of the workspace, and the version it is for.
import * as z from "zod";
import { WorkspaceResource } from "../lint/workspace-facts.ts";

export const AUTHORING_METHOD = "seldon/authoring";

export const AuthoringParams = z.strictObject({
  uri: z
    .string()
    .describe(
      "Of a file, which need not exist, beside which the manifest is to stand: settings are looked for from there.",
    ),
});
export type AuthoringParams = z.infer<typeof AuthoringParams>;

export const AuthoringResult = z.strictObject({
  seldonVersion: z.string().describe("Such as `1.17.1`."),
  models: z.array(WorkspaceResource).describe("Folders with an `MLmodel`."),
  secrets: z.array(WorkspaceResource).describe("Secrets, and what makes them."),
  namespaces: z.array(z.string()).describe("That objects of the workspace name, the most frequent first."),
});
export type AuthoringResult = z.infer<typeof AuthoringResult>;
