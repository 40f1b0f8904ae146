// Lints a manifest for an agent: findings with lines from 1, and edits as far as they carry no secret.
import { SEVERITIES, type LintResult, type ManifestInput } from "../../../../schemas/src/index.ts";
import { secretsInLines, secretsInManifests } from "./known-secrets.ts";
import { isFreeOf, withoutSecrets } from "./mask-secrets.ts";
import type { AgentMeans } from "./means.ts";

type Finding = LintResult["findings"][number];
type Fix = Finding["fixes"][number];

const MAX_FINDINGS = 50;
/** Characters of an edit, and of a whole text. */
const LONGEST_EDIT = 8_000;
const LONGEST_TEXT = 100_000;

/** What stands for an edit that must not leave the editor. */
const HELD_BACK =
  "Not shown: it carries a secret value, or is too long. Apply it in the editor or with seldon-lint --fix.";

/** @throws an Error for people where the file cannot be read */
export async function lintManifest(input: ManifestInput, means: AgentMeans): Promise<Record<string, unknown>> {
  if ((input.text === undefined) === (input.path === undefined)) throw new Error("Give either text or path.");
  const { uri, text } = await means.open(input);
  const [{ findings, fixedText, isIgnored }, { objects, hasSyntaxErrors }] = await Promise.all([
    means.server.lint({ uri, text }),
    means.server.objects({ uri, text }),
  ]);
  const secrets = [...secretsInManifests(objects, text), ...(hasSyntaxErrors ? secretsInLines(text) : [])];
  const shown = findings.slice(0, MAX_FINDINGS).map(finding => describeFinding(finding, secrets));
  return {
    ...(isIgnored && { note: "The configuration file .seldonlint.yaml leaves this file out." }),
    summary: Object.fromEntries(
      SEVERITIES.map(level => [level, findings.filter(each => each.severity === level).length]),
    ),
    findings: shown,
    ...(findings.length > shown.length && { notShown: findings.length - shown.length }),
    // A file is the user's own: its text is theirs to hand over.
    ...(input.text !== undefined && fixedText !== null && describeFixed(fixedText, secrets)),
  };
}

function describeFixed(text: string, secrets: readonly string[]): Record<string, unknown> {
  const isShown = text.length <= LONGEST_TEXT && isFreeOf(text, secrets);
  return isShown ? { fixedText: text } : { fixedTextNote: HELD_BACK };
}

function describeFinding(finding: Finding, secrets: readonly string[]): Record<string, unknown> {
  const { rule, severity, message, refusedBy, range, fixes } = finding;
  return {
    rule,
    severity,
    line: range.start.line + 1,
    column: range.start.character + 1,
    message: withoutSecrets(message, secrets),
    ...(refusedBy && { refusedBy }),
    fixes: fixes.map(fix => describeFix(fix, secrets)),
  };
}

function describeFix({ title, kind, edits, createFile }: Fix, secrets: readonly string[]): Record<string, unknown> {
  const written = [...edits.map(({ newText }) => newText), createFile?.text ?? ""];
  const isShown = written.every(text => text.length <= LONGEST_EDIT && isFreeOf(text, secrets));
  return {
    title: withoutSecrets(title, secrets),
    kind,
    ...(isShown ? { edits: edits.map(describeEdit), ...(createFile && { createFile }) } : { note: HELD_BACK }),
  };
}

/** Lines and columns from 1, in UTF-16 units; the end is not part of it. */
function describeEdit({ range: { start, end }, newText }: Fix["edits"][number]): Record<string, unknown> {
  const at = ({ line, character }: typeof start): string => `${line + 1}:${character + 1}`;
  return { from: at(start), to: at(end), newText };
}
