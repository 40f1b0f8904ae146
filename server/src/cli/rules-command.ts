// `seldon-lint rules` and `seldon-lint explain`: what the rules know about themselves.
import { allRules, docsPath, type RuleMeta } from "../core/index.ts";
import type { ExplainCommand, RulesCommand } from "./arguments.ts";
import { TOOL_NAME, type CommandIo, type ExitCode } from "./command-io.ts";
import { TOOL_VERSION } from "./tool-version.ts";
import { wrapText } from "./wrap-text.ts";
import { writeOutput } from "./write-output.ts";

const WIDTH = 100;

export function rulesCommand({ format, output }: RulesCommand, io: CommandIo): ExitCode {
  const metas = allRules.map(rule => rule.meta);
  const write = { text: textList, json: jsonList, markdown: markdownTable }[format];
  return writeOutput(write(metas), output, io) ? 0 : 2;
}

function textList(metas: readonly RuleMeta[]): string {
  const idWidth = Math.max(...metas.map(meta => meta.id.length));
  return metas
    .map(meta => `${meta.id.padEnd(idWidth)}  ${meta.severity.padEnd("information".length)}  ${meta.title}\n`)
    .join("");
}

function jsonList(metas: readonly RuleMeta[]): string {
  const rules = metas.map(meta => ({ ...meta, docs: docsPath(meta.id) }));
  return `${JSON.stringify({ version: 1, tool: { name: TOOL_NAME, version: TOOL_VERSION }, rules }, undefined, 2)}\n`;
}

function markdownTable(metas: readonly RuleMeta[]): string {
  const rows = metas.map(
    meta =>
      `| [${meta.id}](${docsPath(meta.id)}) | ${meta.severity} | ${meta.title} | ${meta.failureModes.join(", ")} |\n`,
  );
  return `| rule | severity | what it does | failure modes |\n| --- | --- | --- | --- |\n${rows.join("")}`;
}

export function explainCommand({ rule: id }: ExplainCommand, io: CommandIo): ExitCode {
  const rule = allRules.find(candidate => candidate.meta.id === id);
  if (!rule) return 2;
  io.stdout.write(explanation(rule.meta));
  return 0;
}

function explanation(meta: RuleMeta): string {
  const messages = Object.entries(meta.messages).flatMap(([id, { text, severity, refusedBy }]) => [
    `${id} (${severity ?? meta.severity}${refusedBy === undefined ? "" : `, refused by the ${refusedBy === "webhook" ? "webhook" : "API server"}`})`,
    ...indented(text, 2),
  ]);
  const sections = [
    `${meta.id} (${meta.severity})\n${meta.title}.`,
    section("Why", indented(meta.why)),
    section("What to do", indented(meta.remedy)),
    section(
      "What it says",
      messages.map(line => `  ${line}`),
    ),
    section(
      "About",
      about(meta).map(line => `  ${line}`),
    ),
    section(
      "Where it is meant",
      indented(
        `Write "# seldon-lint-disable-next-line ${meta.id} -- reason" above the line, set it under rules in .seldonlint.yaml, or run with --rule ${meta.id}=off.`,
      ),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines].join("\n");
}

function about(meta: RuleMeta): string[] {
  const { failureModes, upstream, resources, since, until } = meta;
  return [
    ...(failureModes.length > 0 ? [`failure modes: ${failureModes.join(", ")}`] : []),
    ...(upstream === undefined ? [] : [`mirrors the webhook's: ${upstream}`]),
    ...(resources.length > 0 ? [`reads: ${resources.join(", ")}`] : []),
    ...(since === undefined ? [] : [`since Seldon: ${since}`]),
    ...(until === undefined ? [] : [`until Seldon: ${until}`]),
    `page: ${docsPath(meta.id)}`,
  ];
}

function indented(text: string, columns = 2): string[] {
  return wrapText(text, WIDTH - columns).map(line => " ".repeat(columns) + line);
}
