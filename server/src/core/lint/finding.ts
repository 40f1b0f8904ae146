// A finding inside the engine: offsets instead of lines, edits instead of ranges.
import type { FixKind, RefusedBy, Severity } from "../../../../schemas/src/index.ts";
import type { Edit, Path, Range } from "../yaml/index.ts";

export interface LintFix {
  readonly title: string;
  readonly kind: FixKind;
  /** Offsets in the file. */
  readonly edits: readonly Edit[];
  /** A file that is made as well, beside the one with the finding. */
  readonly createFile?: NewFile;
}

/** A file that a suggestion makes: placeholders stand where credentials go. */
export interface NewFile {
  /** Without a folder. */
  readonly name: string;
  readonly text: string;
}

export interface LintFinding {
  readonly rule: string;
  readonly messageId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly refusedBy: RefusedBy | null;
  /** Offsets in the file. */
  readonly range: Range;
  readonly path: Path;
  /** The rule's page, relative to the package. */
  readonly docs: string;
  /** True where its fix lets rules see what was hidden from them: errors may follow that the fix did not cause. */
  readonly uncovers: boolean;
  readonly fixes: readonly LintFix[];
  readonly related: readonly { readonly range: Range; readonly message: string }[];
}

/** The rule's page, relative to the package. */
export function docsPath(ruleId: string): string {
  return `docs/rules/${ruleId}.md`;
}
