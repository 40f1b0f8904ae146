// The request `seldon/lint`: all findings of a text with their edits, for whoever hands them on to a program and not to an editor.
import * as z from "zod";
import { Finding } from "../lint/finding.ts";

export const LINT_METHOD = "seldon/lint";

export const LintParams = z.strictObject({
  uri: z.string().describe("Where the text is, or would be: its configuration file and its name's ending count."),
  text: z.string().optional().describe("The text; without it, that of the open document."),
});
export type LintParams = z.infer<typeof LintParams>;

export const LintResult = z.strictObject({
  isIgnored: z.boolean().describe("True where the configuration file leaves the file out."),
  findings: z.array(Finding),
  fixedText: z.string().nullable().describe("The text with every safe fix applied; null where there is none to apply."),
});
export type LintResult = z.infer<typeof LintResult>;
