// One engine behind every door: over the diary and all rule cases the command line and the language server say what the engine says.
// Each case is a workspace of its own, so that all three are told that there are no other files.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DiagnosticSeverity, type CodeAction, type Diagnostic } from "vscode-languageserver/node";
import * as z from "zod";
import { Report, type Finding, type Severity } from "../../schemas/src/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { allRules, lintText, toContract } from "../../server/src/core/index.ts";
import { buildCli } from "../support/cli-program.ts";
import { LspClient } from "../support/lsp-client.ts";
import { allCases } from "../support/rule-cases.ts";

const DIARY = "examples/diary";
const RULES = "server/src/core/rules";
const diary = readdirSync(path.join(projectRoot, DIARY))
  .filter(name => name.endsWith(".yaml"))
  .sort()
  .map(name => ({ file: `${DIARY}/${name}`, source: readFileSync(path.join(projectRoot, DIARY, name), "utf8") }));
const cases = [...diary, ...allCases()];
const ALONE = { workspace: [] };
let report: Report;
let server: LspClient & AsyncDisposable;

beforeAll(async () => {
  const program = await buildCli();
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-test-"));
  try {
    const facts = path.join(folder, "facts.json");
    writeFileSync(facts, JSON.stringify(ALONE));
    report = Report.parse(
      JSON.parse(program.run([DIARY, RULES, "--include-docs", "--facts", facts, "--format", "json"]).stdout),
    );
  } finally {
    program.dispose();
    rmSync(folder, { recursive: true });
  }
  server = await LspClient.start({
    options: { packageRoot: projectRoot },
    workspaceFolder: pathToFileURL(projectRoot).href,
    configuration: section => (section === "files.exclude" ? { "**": true } : null),
  });
}, 60_000);
afterAll(() => server.stop());

test("the command line reports on every case", () => {
  // What a rule keeps beside its cases, such as facts, is checked as well and is no case.
  const paths = report.files.map(file => file.path);
  expect(cases.map(({ file }) => file).filter(file => !paths.includes(file))).toEqual([]);
});

describe.each(cases.map(({ file, source }) => [file, source] as const))("%s", (file, source) => {
  const fromCli = (): readonly Finding[] => report.files.find(candidate => candidate.path === file)?.findings ?? [];

  test("the command line says what the engine says", () => {
    const { findings } = lintText(source, { rules: allRules, fileName: file, facts: ALONE, onCrash: "throw" });
    expect(fromCli()).toEqual(toContract(findings, source));
  });

  test("the language server says what the command line says, and offers the same edits", async () => {
    const { findings, documentsLinted } = lintText(source, {
      rules: allRules,
      fileName: file,
      facts: ALONE,
      onCrash: "throw",
    });
    if (findings.length === 0 && documentsLinted === 0) {
      // Nothing of ours is in it, so the server never speaks of it and there is nothing to wait for.
      expect(fromCli()).toEqual([]);
      return;
    }
    const uri = pathToFileURL(path.join(projectRoot, file)).href;
    await server.open(uri, source, languageOf(file));
    const diagnostics = await server.diagnostics(uri);
    expect(diagnostics.map(describeDiagnostic)).toEqual(fromCli().map(describeFinding));
    for (const [index, finding] of fromCli().entries()) {
      const diagnostic = diagnostics[index];
      const actions = diagnostic ? await server.codeActions(uri, diagnostic.range, [diagnostic], ["quickfix"]) : [];
      const offered = actions.filter(action => isAbout(action, diagnostic)).map(action => describeAction(action, uri));
      // This client cannot make files.
      for (const fix of finding.fixes.filter(({ createFile }) => !createFile))
        expect(offered).toContainEqual({ title: fix.title, edits: fix.edits });
    }
    await server.close(uri);
  });
});

function languageOf(file: string): string {
  return /\.(json|yaml)$/.exec(file)?.[1] ?? "plaintext";
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const DiagnosticData = z.object({ messageId: z.string() });

function describeFinding({ rule, messageId, severity, message, range, docs }: Finding): object {
  return {
    code: rule,
    messageId,
    severity: SEVERITIES[severity],
    message,
    range,
    docs: pathToFileURL(path.join(projectRoot, docs)).href,
  };
}

function describeDiagnostic({ code, severity, message, range, codeDescription, data }: Diagnostic): object {
  const { messageId } = DiagnosticData.parse(data);
  return { code, messageId, severity, message, range, docs: codeDescription?.href };
}

/** Two findings may share a range, and then the server offers the actions of both. */
function isAbout(action: CodeAction, diagnostic: Diagnostic | undefined): boolean {
  return (
    action.diagnostics?.some(({ code, message }) => code === diagnostic?.code && message === diagnostic?.message) ===
    true
  );
}

function describeAction({ title, edit }: CodeAction, uri: string): object {
  const changes = (edit?.documentChanges ?? []).flatMap(change =>
    "edits" in change && change.textDocument.uri === uri ? change.edits : [],
  );
  return { title, edits: changes };
}

test("every page that a finding names is there", () => {
  const pages = new Set(report.files.flatMap(file => file.findings.map(finding => finding.docs)));
  expect([...pages].filter(page => !existsSync(path.join(projectRoot, page)))).toEqual([]);
  for (const page of pages)
    expect(readFileSync(path.join(projectRoot, page), "utf8")).toContain(`# ${path.basename(page, ".md")}`);
});
