// The parts of package.json that VS Code reads, and the page of settings, from client/src/contributions.ts and the rules.
import { readFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import * as z from "zod";
import {
  ACTIVATION_EVENTS,
  CAPABILITIES,
  COMMAND_CATEGORY,
  COMMANDS,
  LANGUAGE_MODEL_TOOLS,
  LOG_LANGUAGE,
  MCP_PROVIDER,
  RULE_SETTINGS,
  SETTINGS,
  SNIPPET_FILES,
  VIEW_CONTAINER,
  VIEWS,
  WALKTHROUGH,
  WELCOME_VIEWS,
  type CommandContribution,
  type SettingContribution,
} from "../../client/src/contributions.ts";
import { AGENT_TOOLS, PREVIEW_TOOL } from "../../schemas/src/index.ts";
import { allRules, DEFAULT_SELDON_VERSION, SUPPORTED_SELDON_VERSIONS } from "../../server/src/core/index.ts";
import type { GeneratedFile } from "../gen.ts";
import { jsonObject } from "../json-object.ts";
import { projectRoot } from "../project-root.ts";
import { BUNDLE_FOLDER } from "./l10n-bundle.ts";
import { manifestTexts, type ManifestTexts } from "./manifest-texts.ts";

type Json = Readonly<Record<string, unknown>>;

const SETTINGS_TITLE = "Seldon Deployments";

export async function contributionFiles(): Promise<GeneratedFile[]> {
  const manifest = readFileSync(path.join(projectRoot, "package.json"), "utf8");
  return [
    { path: "package.json", text: withContributions(manifest) },
    { path: "package.nls.json", text: `${JSON.stringify(generatedParts().texts, null, 2)}\n` },
    { path: "docs/settings.md", text: await settingsPage() },
  ];
}

/** Replaces the generated keys where they stand, or puts them before `scripts`; all else keeps its order and value. */
export function withContributions(manifest: string): string {
  const generated = generatedParts().part;
  const entries = Object.entries(jsonObject(JSON.parse(manifest))).filter(([key]) => !(key in generated));
  const place = entries.findIndex(([key]) => key === "scripts");
  entries.splice(place === -1 ? entries.length : place, 0, ...Object.entries(generated));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

function generatedParts(): ManifestTexts {
  return manifestTexts({
    activationEvents: ACTIVATION_EVENTS,
    l10n: `./${BUNDLE_FOLDER}`,
    capabilities: CAPABILITIES,
    contributes: contributions(),
  });
}

function contributions(): Json {
  return {
    commands: commandEntries().map(([command, { title, icon, enablement }]) => ({
      command,
      title,
      category: COMMAND_CATEGORY,
      ...(icon !== undefined && { icon }),
      ...(enablement !== undefined && { enablement }),
    })),
    menus: menus(),
    viewsContainers: { activitybar: [VIEW_CONTAINER] },
    viewsWelcome: WELCOME_VIEWS,
    views: { [VIEW_CONTAINER.id]: Object.entries(VIEWS).map(([id, view]) => ({ id, ...view })) },
    configuration: {
      title: SETTINGS_TITLE,
      properties: Object.fromEntries(settingEntries().map(([id, setting]) => [id, property(id, setting)])),
    },
    languageModelTools: languageModelTools(),
    mcpServerDefinitionProviders: [MCP_PROVIDER],
    walkthroughs: [WALKTHROUGH],
    snippets: SNIPPET_FILES,
    languages: [{ id: LOG_LANGUAGE.id, aliases: [LOG_LANGUAGE.name] }],
    grammars: [{ language: LOG_LANGUAGE.id, ...LOG_LANGUAGE.grammar }],
  };
}

/** What agents are told comes from schemas/src/agents, as for the MCP server. */
function languageModelTools(): Json[] {
  return LANGUAGE_MODEL_TOOLS.map(({ name, tool, reference, description, icon, when }) => {
    const told = tool === "preview" ? PREVIEW_TOOL : AGENT_TOOLS[tool];
    const { $schema: _, ...inputSchema } = z.toJSONSchema(told.input, { target: "draft-7" });
    return {
      name,
      displayName: told.title,
      modelDescription: told.description,
      userDescription: description,
      toolReferenceName: reference,
      canBeReferencedInPrompt: true,
      icon,
      tags: ["seldon", "kubernetes"],
      ...(when !== undefined && { when }),
      inputSchema,
    };
  });
}

/** The command palette, and every other menu that a command asks for. */
function menus(): Json {
  const palette = commandEntries().flatMap(([command, { when }]) => (when === undefined ? [] : [{ command, when }]));
  const places = commandEntries().flatMap(([command, { menus: wanted = [] }]) =>
    wanted.map(({ menu, when, group }) => ({ menu, entry: { command, when, group } })),
  );
  const names = [...new Set(places.map(({ menu }) => menu))].sort();
  const others = names.map((name): [string, unknown] => [
    name,
    places.filter(({ menu }) => menu === name).map(({ entry }) => entry),
  ]);
  return { commandPalette: palette, ...Object.fromEntries(others) };
}

function commandEntries(): [string, CommandContribution][] {
  return Object.entries(COMMANDS);
}

function settingEntries(): [string, SettingContribution][] {
  return Object.entries(SETTINGS);
}

function property(id: string, { schema, scope, description }: SettingContribution): Json {
  return { ...schema, ...fromTheEngine(id), scope, markdownDescription: description };
}

/** What a setting takes from the rules and facts, so that neither is written twice. */
function fromTheEngine(id: string): Json {
  switch (id) {
    case "seldon.rules":
      return { properties: Object.fromEntries(allRules.map(({ meta }) => [meta.id, ruleProperty(meta)])) };
    case "seldon.version":
      return {
        default: DEFAULT_SELDON_VERSION,
        pattern: versionPattern(),
        patternErrorMessage: `Use a version from ${SUPPORTED_SELDON_VERSIONS[0]} to ${SUPPORTED_SELDON_VERSIONS.at(-1) ?? ""}, such as ${DEFAULT_SELDON_VERSION}.`,
      };
    default:
      return {};
  }
}

function ruleProperty({ title, severity }: { readonly title: string; readonly severity: string }): Json {
  return { type: "string", enum: RULE_SETTINGS, markdownDescription: `${title}. By default *${severity}*.` };
}

function versionPattern(): string {
  const minors = SUPPORTED_SELDON_VERSIONS.map(minor => minor.replace(".", "\\."));
  return `^(${minors.join("|")})(\\.[0-9]+)?$`;
}

async function settingsPage(): Promise<string> {
  const text = `<!-- Generated by \`npm run gen\` from client/src/contributions.ts and the rules. Do not edit. -->

# Settings and commands

${settingEntries().map(settingSection).join("\n\n")}

## Commands

| command | id |
| --- | --- |
${commandEntries()
  .map(([id, { title }]) => `| *${COMMAND_CATEGORY}: ${title}* | \`${id}\` |`)
  .join("\n")}
`;
  return await format(text, { parser: "markdown", printWidth: 120 });
}

const REACH: Readonly<Record<SettingContribution["scope"], string>> = {
  resource: "user, workspace or folder",
  window: "user or workspace",
  machine: "this machine's user settings only, so that no workspace can change it",
  application: "user settings only, for all windows, so that no workspace can change it",
};

function settingSection([id, setting]: [string, SettingContribution]): string {
  const { scope, description } = setting;
  const { default: preset } = property(id, setting);
  const reach = REACH[scope];
  const facts = `Default: \`${JSON.stringify(preset)}\`. May be set for: ${reach}.`;
  const extra =
    id === "seldon.rules"
      ? `\n\n\`\`\`json\n{ "seldon.rules": { "${allRules[0]?.meta.id ?? ""}": "off" } }\n\`\`\`\n\nThe ids of all rules and their severities are in [the list of rules](rules/README.md).`
      : "";
  return `## \`${id}\`\n\n${description}\n\n${facts}${extra}`;
}
