// Hover: what Seldon makes of the value, what the field is, and why a finding here hurts.
import * as l10n from "@vscode/l10n";
import { MarkupKind, type Hover, type HoverParams } from "vscode-languageserver/node";
import {
  allRules,
  describeReference,
  documentAt,
  documentFacts,
  hoverAt,
  type LintFinding,
  type Range,
} from "../core/index.ts";
import type { DocumentStore, LintedDocument } from "./document-store.ts";
import { fromPosition } from "./from-lsp.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toDocsUri, toRange } from "./to-lsp.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";
import type { YamlFeatures } from "./yaml-features.ts";

export interface HoverSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly yaml: YamlFeatures;
  readonly workspace: WorkspaceFiles;
  readonly packageRoot: () => string | undefined;
}

export async function hover(
  sources: HoverSources,
  { textDocument: { uri }, position }: HoverParams,
): Promise<Hover | null> {
  const linted = sources.documents.lint(uri, await sources.settings.of(uri));
  if (!linted) return null;
  const offset = fromPosition(linted.lines, position);
  const seldon = seldonHover(linted, offset);
  const { stream } = linted.result.state;
  const object = stream && describeReference(stream, offset, query => sources.workspace.find(query));
  const findings = linted.result.findings.filter(
    finding => finding.range.start <= offset && offset <= finding.range.end,
  );
  const field = await fieldHover(sources.yaml, linted, position);
  const parts = [
    seldon?.markdown,
    object?.markdown,
    field,
    ...findings.map(finding => describeRule(finding, sources.packageRoot())),
  ];
  const markdown = parts.filter(part => part !== undefined && part !== "").join("\n\n---\n\n");
  if (markdown === "") return null;
  const range = seldon?.range ?? object?.range ?? findings[0]?.range;
  return {
    contents: { kind: MarkupKind.Markdown, value: markdown },
    ...(range && { range: toRange(linted.lines, range) }),
  };
}

function seldonHover(
  { result, options }: LintedDocument,
  offset: number,
): { range: Range; markdown: string } | undefined {
  const { stream } = result.state;
  const found = stream && documentAt(stream, offset);
  const text = found && hoverAt(found.document, offset - found.offset, documentFacts(found.document, options));
  return (
    text && {
      markdown: text.markdown,
      range: { start: text.range.start + found.offset, end: text.range.end + found.offset },
    }
  );
}

async function fieldHover(
  yaml: YamlFeatures,
  linted: LintedDocument,
  position: HoverParams["position"],
): Promise<string | undefined> {
  const answer = await yaml.ask(linted, position, (service, text, place) => service.hover(text, place));
  return answer?.value ? markdownOf(answer.value.contents) : undefined;
}

function markdownOf(contents: Hover["contents"]): string {
  if (Array.isArray(contents)) return contents.map(markdownOf).join("\n\n");
  return typeof contents === "string" ? contents : contents.value;
}

/** The message itself stands beside the squiggle already; here is why it hurts and what to do. */
function describeRule(finding: LintFinding, packageRoot: string | undefined): string | undefined {
  const meta = allRules.find(rule => rule.meta.id === finding.rule)?.meta;
  if (!meta) return undefined;
  const name =
    packageRoot === undefined ? `\`${meta.id}\`` : `[\`${meta.id}\`](${toDocsUri(finding.docs, packageRoot)})`;
  return `**${name}**: ${l10n.t(meta.title)}\n\n${l10n.t(meta.why)}\n\n${l10n.t(meta.remedy)}`;
}
