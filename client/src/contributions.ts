// What the extension adds to VS Code, declared once: package.json's contributions, docs/settings.md and the ids that code uses come from here.

/** Languages whose documents may hold manifests. Helm, docker-compose and the like have ids of their own and are left alone. */
export const LANGUAGES = ["yaml", "json"] as const;

export const COMMAND_CATEGORY = "Seldon";

export interface CommandContribution {
  /** Shown after the category. */
  readonly title: string;
  /** A when clause; where it is false the command palette does not list the command. */
  readonly when?: string;
}

const ON_SELDON_DOCUMENT = "seldon.isSeldonDocument";

export const COMMANDS = {
  "seldon.restartLanguageServer": { title: "Restart Language Server" },
  "seldon.showLog": { title: "Show Log" },
  "seldon.fixAll": { title: "Fix All Problems in File", when: ON_SELDON_DOCUMENT },
  "seldon.openRuleDocumentation": { title: "Open Rule Documentation" },
} as const satisfies Readonly<Record<string, CommandContribution>>;

export type CommandId = keyof typeof COMMANDS;

export interface SettingContribution {
  /** JSON Schema of the value, without its description. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly scope: "resource" | "window";
  /** Markdown. */
  readonly description: string;
}

export const SETTINGS = {
  "seldon.rules": {
    // The generator adds one property per rule.
    schema: { type: "object", default: {}, additionalProperties: false },
    scope: "resource",
    description:
      "Severity per rule, for rules that are to be reported otherwise than they are by default. `off` switches a rule off.",
  },
  "seldon.version": {
    // The generator adds the default and the versions that are known.
    schema: { type: "string" },
    scope: "resource",
    description:
      "The Seldon Core version that the manifests are meant for, such as `1.17.1`. Rules, quoted numbers and image names follow it.",
  },
  "seldon.trace.server": {
    schema: {
      type: "string",
      default: "messages",
      enum: ["messages", "verbose"],
      enumDescriptions: ["The names of requests and notifications, with times.", "Their contents as well."],
    },
    scope: "window",
    description:
      "How much of the traffic between VS Code and the language server goes into the log once the log's level is *Trace*.",
  },
} as const satisfies Readonly<Record<string, SettingContribution>>;

export type SettingId = keyof typeof SETTINGS;

/** Values that rules may be set to in `seldon.rules`. */
export const RULE_SETTINGS = ["off", "error", "warning", "information", "hint"] as const;

/** Names for when clauses. */
export const CONTEXT_KEYS = {
  /** True while the active editor shows a document that concerns Seldon. */
  isSeldonDocument: ON_SELDON_DOCUMENT,
} as const;

export type ContextKey = (typeof CONTEXT_KEYS)[keyof typeof CONTEXT_KEYS];

/** Ids of items in the language status of the status bar. */
export const LANGUAGE_STATUS = { server: "seldon.server" } as const;

export const SNIPPET_FILES = [{ language: "yaml", path: "./snippets/seldon.json" }] as const;

/** Commands activate the extension by themselves. */
export const ACTIVATION_EVENTS: readonly string[] = LANGUAGES.map(language => `onLanguage:${language}`);

export const CAPABILITIES = {
  untrustedWorkspaces: {
    supported: "limited",
    description: "Manifests are checked, completed and fixed as usual. Nothing reaches the network or a cluster.",
  },
  virtualWorkspaces: {
    supported: "limited",
    description: "Open manifests are checked, completed and fixed. Files that are not open are not read.",
  },
} as const;
