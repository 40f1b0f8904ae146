// The report for programs: the contract's JSON, whose shape is schemas/src/lint.
import type { FileReport } from "../../../../schemas/src/index.ts";
import { toReport } from "../../core/index.ts";
import { TOOL_NAME } from "../command-io.ts";
import { TOOL_VERSION } from "../tool-version.ts";

export function jsonReport(files: readonly FileReport[]): string {
  return `${JSON.stringify(toReport(files, { name: TOOL_NAME, version: TOOL_VERSION }), undefined, 2)}\n`;
}
