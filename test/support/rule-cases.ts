// All case files of all rules, for tests that look at the whole catalogue at once.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../scripts/project-root.ts";
import { caseNames, isCaseInput, isManifestCase } from "../../scripts/case-names.ts";
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
  /** YAML or JSON, and no page or script. */
  readonly isManifest: boolean;
}

const RULES = "server/src/core/rules";

/** The cases that are YAML or JSON. */
export function manifestCases(): readonly RuleCase[] {
  return allCases().filter(({ isManifest }) => isManifest);
}

/** Every case, in order of its file. */
export function allCases(): readonly RuleCase[] {
  return readdirSync(path.join(projectRoot, RULES), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name: rule }) =>
      caseNames(path.join(projectRoot, RULES, rule, "cases")).map(name => ({
        rule,
        file: `${RULES}/${rule}/cases/${name}`,
      })),
    )
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ rule, file }) => {
      const source = readFileSync(path.join(projectRoot, file), "utf8");
      const isInput = isCaseInput(file);
      return { rule, file, source, ...readCaseFile(source), isInput, isManifest: isManifestCase(file) };
    });
}
