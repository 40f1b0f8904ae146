// SARIF 2.1.0, as GitHub's code scanning takes it. Nothing is ever empty that the schema wants filled: fixes, changes, snippets.
import { pathToFileURL } from "node:url";
import type { FileReport, Finding, Severity } from "../../../../schemas/src/index.ts";
import { allRules, docsPath, type RuleMeta } from "../../core/index.ts";
import { TOOL_NAME } from "../command-io.ts";
import { TOOL_VERSION } from "../tool-version.ts";
import { pathText, withFingerprints } from "./finding-identity.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

export interface SarifOptions {
  /** False where something could not be read or checked. */
  readonly isComplete: boolean;
}

export function sarifReport(files: readonly FileReport[], { isComplete }: SarifOptions): string {
  const metas = allRules.map(rule => rule.meta);
  const indexes = new Map(metas.map((meta, index) => [meta.id, index]));
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: TOOL_NAME, version: TOOL_VERSION, rules: metas.map(describeRule) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: {
          [BASE]: { description: { text: "The folder in which seldon-lint was run, which is the repository's root." } },
        },
        invocations: [{ executionSuccessful: isComplete }],
        results: files.flatMap(file => results(file, indexes)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** GitHub takes relative addresses as paths from the repository's root. */
const BASE = "%SRCROOT%";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

function describeRule(meta: RuleMeta): object {
  const about = `The page of this rule in the package is ${docsPath(meta.id)}.`;
  return {
    id: meta.id,
    shortDescription: { text: `${meta.title}.` },
    fullDescription: { text: meta.why },
    help: {
      text: `${meta.why}\n\n${meta.remedy}\n\n${about}`,
      markdown: `**Why**\n\n${meta.why}\n\n**What to do**\n\n${meta.remedy}\n\n${about}`,
    },
    defaultConfiguration: { level: LEVELS[meta.severity] },
    properties: { tags: ["seldon", ...meta.failureModes] },
  };
}

function results(file: FileReport, indexes: ReadonlyMap<string, number>): object[] {
  const artifactLocation = locationOf(file.path);
  return withFingerprints(file).map(({ finding, fingerprint }) => {
    const ruleIndex = indexes.get(finding.rule);
    const fixes = fixesOf(finding, artifactLocation);
    const place = pathText(finding.path);
    return {
      ruleId: finding.rule,
      ...(ruleIndex !== undefined && { ruleIndex }),
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [
        {
          physicalLocation: { artifactLocation, region: regionOf(finding.range) },
          ...(place !== "" && { logicalLocations: [{ fullyQualifiedName: place, kind: "member" }] }),
        },
      ],
      partialFingerprints: { "seldonLintFinding/v1": fingerprint },
      ...(fixes.length > 0 && { fixes }),
      properties: {
        messageId: finding.messageId,
        severity: finding.severity,
        ...(finding.refusedBy !== null && { refusedBy: finding.refusedBy }),
      },
    };
  });
}

function locationOf(path: string): object {
  // A path on another drive than the working folder has nothing to be relative to.
  if (/^([A-Za-z]:)?\//.test(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: BASE };
}

function regionOf({ start, end }: Finding["range"]): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function fixesOf({ fixes }: Finding, artifactLocation: object): object[] {
  return fixes.flatMap(({ title, edits }) => {
    if (edits.length === 0) return [];
    const replacements = edits.map(({ range, newText }) => ({
      deletedRegion: regionOf(range),
      ...(newText !== "" && { insertedContent: { text: newText } }),
    }));
    return [{ description: { text: `${title}.` }, artifactChanges: [{ artifactLocation, replacements }] }];
  });
}
