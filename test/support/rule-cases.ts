// All case files of all rules, for tests that look at the whole catalogue at once.
import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { projectRoot } from "../../scripts/project-root.ts";
import { readCaseFile, type ExpectedFinding } from "./case-file.ts";

export interface RuleCase {
  /** The folder, which is the rule's id. */
  readonly rule: string;
  /** From the project's root, with forward slashes. */
  readonly file: string;
  /** As it stands on disk, markers included. */
  readonly source: string;
  /** Without its markers. */
  readonly text: string;
  readonly expected: readonly ExpectedFinding[];
  /** False for the files that show what a fix or suggestion makes of another. */
  readonly isInput: boolean;
}

export const CASE_FILES = "server/src/core/rules/*/cases/*.{yaml,json}";

/** Every case, in order of its file. */
export function allCases(): readonly RuleCase[] {
  return globSync([CASE_FILES], { cwd: projectRoot })
    .sort()
    .map(file => {
      const source = readFileSync(path.join(projectRoot, file), "utf8");
      const isInput = !/\.(fixed|suggestion-\d+)\.(yaml|json)$/.test(file);
      return { rule: file.split("/")[4] ?? "", file, source, ...readCaseFile(source), isInput };
    });
}
