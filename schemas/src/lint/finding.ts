// The contract of findings and reports: what the command line prints and the language server sends is of this shape.
import * as z from "zod";
import { SEVERITIES } from "./severity.ts";

export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

export const Position = z.strictObject({
  line: z.int32().min(0).describe("Zero-based line."),
  character: z.int32().min(0).describe("Zero-based character in UTF-16 code units."),
});

export const TextRange = z.strictObject({ start: Position, end: Position });

export const TextEdit = z.strictObject({ range: TextRange, newText: z.string() });

export const FixKind = z.enum(["fix", "suggestion"]);
export type FixKind = z.infer<typeof FixKind>;

export const Fix = z.strictObject({
  title: z.string(),
  kind: FixKind.describe("A fix is safe to apply in bulk; a suggestion needs a choice."),
  edits: z.array(TextEdit),
  createFile: z
    .strictObject({
      name: z.string().describe("Of the new file, in the folder of the one with the finding."),
      text: z.string(),
    })
    .optional()
    .describe("A file that the suggestion makes. Never with a real credential in it. The command line makes none."),
});

export const RefusedBy = z.enum(["webhook", "api-server"]);
export type RefusedBy = z.infer<typeof RefusedBy>;

export const Finding = z.strictObject({
  rule: z.string(),
  messageId: z.string(),
  severity: Severity,
  message: z.string(),
  refusedBy: RefusedBy.nullable().describe(
    "Which of the two turns the manifest down when it is applied; null where neither does, which includes what kubectl refuses on its own before it sends anything.",
  ),
  range: TextRange,
  path: z.array(z.union([z.string(), z.int32()])),
  docs: z.string().describe("The rule's page, relative to the package."),
  fixes: z.array(Fix),
});
export type Finding = z.infer<typeof Finding>;

export const FileReport = z.strictObject({ path: z.string(), findings: z.array(Finding) });
export type FileReport = z.infer<typeof FileReport>;

const count = z.int32().min(0);

export const Report = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  files: z.array(FileReport),
  summary: z.strictObject({ error: count, warning: count, information: count, hint: count, files: count }),
});
export type Report = z.infer<typeof Report>;
