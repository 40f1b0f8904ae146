// What an object store holds under a model URI, as somebody saw it with the initializer's own credentials: names and sizes, no values.
import * as z from "zod";
import { WorkspaceResource } from "./workspace-facts.ts";

export const StoredFile = z.strictObject({
  path: z.string().describe("Relative to the folder that was listed, with forward slashes."),
  size: z.int().nonnegative().describe("In bytes."),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** A folder of the store near the one that was asked for. */
export const StoredFolder = z.strictObject({
  uri: z.string().describe("As a model URI would name it, without a slash at its end."),
  files: z.array(StoredFile).describe("Below it, as far as they were listed."),
});
export type StoredFolder = z.infer<typeof StoredFolder>;

/** What the store holds under one model URI. */
export const StoredModel = z.strictObject({
  uri: z.string().describe("As the manifest has it."),
  secret: z
    .string()
    .optional()
    .describe("The `envSecretRefName` that it was read with; absent where the unit names none."),
  namespace: z
    .string()
    .optional()
    .describe("Whose Secret that was: it says nothing of a deployment of another namespace. Absent: of any."),
  seen: z
    .enum(["folder", "file", "nothing", "no-bucket"])
    .describe("`nothing`: the bucket is there and holds nothing under that path (F01). `no-bucket`: S11."),
  files: z.array(StoredFile).describe("Below it, the first of them by name; of a single file that one."),
  isPartial: z.literal(true).optional().describe("There are more files than those."),
  around: StoredFolder.optional().describe("The nearest folder above that holds something."),
});
export type StoredModel = z.infer<typeof StoredModel>;

export const ArtifactFact = StoredModel.extend({
  holds: z
    .array(WorkspaceResource)
    .describe(
      "What `MLmodel`, `conda.yaml` and the like in its top folder say; `name` is the URI, `file` that of the file.",
    ),
});
export type ArtifactFact = z.infer<typeof ArtifactFact>;
